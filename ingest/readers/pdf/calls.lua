-- Makes the loop that calls one C function once for each row of its arguments.
--
-- `address` is where the function lies; `returns` and `takes` (its parts apart by blanks) are the C types of
-- what it returns and of its arguments. After those it is given where to write numbers of type `writes`,
-- `fields` of them a call: by one address for all where it `is_struct`, else by one for each.
--
-- The loop wants the number of rows, then the addresses of the columns: of what is returned, of what is
-- written, of each argument. A call that returns zero though it should have written leaves zeros.
local ffi = require("ffi")

local template = [[
local ffi, call = ...
return function(rows, returned, written, %s)
  returned, written = ffi.cast("%s *", returned), ffi.cast("%s *", written)
  %s
  for row = 0, rows - 1 do
    local result = call(%s)
    returned[row] = result
    %s
  end
end]]

local cleared = [[if result == 0 then for field = 0, %d do written[%d * row + field] = 0 end end]]

return function(address, returns, takes, writes, fields, is_struct)
  local types, names, casts, arguments = {}, {}, {}, {}
  for kind in takes:gmatch("%S+") do
    local name = "column" .. #names
    types[#types + 1], names[#names + 1] = kind, name
    casts[#casts + 1] = ('%s = ffi.cast("%s *", %s)'):format(name, kind, name)
    arguments[#arguments + 1] = name .. "[row]"
  end
  for field = 0, is_struct and math.min(fields, 1) - 1 or fields - 1 do
    types[#types + 1] = writes .. " *"
    arguments[#arguments + 1] = ("written + (%d * row + %d)"):format(fields, field)
  end
  local prototype = ("%s (*)(%s)"):format(returns, table.concat(types, ", "))
  local source = template:format(
    table.concat(names, ", "), returns, writes, table.concat(casts, "; "), table.concat(arguments, ", "),
    fields > 0 and cleared:format(fields - 1, fields) or ""
  )
  return assert(loadstring(source))(ffi, ffi.cast(prototype, address))
end
