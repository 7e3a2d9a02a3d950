-- Makes the loop that calls one C function once for each row of its arguments.
--
-- `address` is where the function lies; `returns` and `takes` (its parts apart by blanks) are the C types of
-- what it returns and of its arguments. After those it is given where to write numbers of type `writes`,
-- `fields` of them a call: by one address for all where it `is_struct`, else by one for each.
--
-- The loop wants the number of rows, then the addresses of the columns: of the results, of each argument.
-- Results are what the function writes, or what it returns if it writes nothing. A call that returns zero
-- though it should have written leaves zeros.
local ffi = require("ffi")

local template = [[
local ffi, call = ...
return function(rows, results, %s)
  results = ffi.cast("%s *", results)
  %s
  for row = 0, rows - 1 do
    %s
  end
end]]

return function(address, returns, takes, writes, fields, is_struct)
  local types, names, casts, arguments = {}, {}, {}, {}
  for kind in takes:gmatch("%S+") do
    local name = "column" .. #names
    types[#types + 1], names[#names + 1] = kind, name
    casts[#casts + 1] = ('%s = ffi.cast("%s *", %s)'):format(name, kind, name)
    arguments[#arguments + 1] = name .. "[row]"
  end
  for field = 0, is_struct and 0 or fields - 1 do
    types[#types + 1] = writes .. " *"
    arguments[#arguments + 1] = ("results + (%d * row + %d)"):format(fields, field)
  end
  local call = ("call(%s)"):format(table.concat(arguments, ", "))
  local step = "results[row] = " .. call
  if fields > 0 then
    local clear = "for at = %d * row, %d * row + %d do results[at] = 0 end"
    step = ("if %s == 0 then %s end"):format(call, clear:format(fields, fields, fields - 1))
  end
  local source = template:format(
    table.concat(names, ", "), fields > 0 and writes or returns, table.concat(casts, "; "), step
  )
  local prototype = ("%s (*)(%s)"):format(returns, table.concat(types, ", "))
  return assert(loadstring(source))(ffi, ffi.cast(prototype, address))
end
