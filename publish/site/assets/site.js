// What pages need beyond HTML: search, opening what a link leads into, and everything before it is printed.
"use strict";

const MOST = 50;

function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

function open(place) {
  for (let at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
}

function lead() {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  open(place);
  show(place);
  place.scrollIntoView();
}

// The page that a row is printed on, below it: drawn once for all of its cells, framed here.
function show(row) {
  document.querySelectorAll(".look").forEach(one => one.remove());
  const folder = document.getElementById("places")?.dataset.pictures;
  if (!folder || !row.dataset.at) return;
  const [number, left, top, width, height] = row.dataset.at.split(" ");
  const look = document.createElement("tr");
  const cell = look.appendChild(document.createElement("td"));
  const sheet = cell.appendChild(document.createElement("div"));
  const page = sheet.appendChild(document.createElement("div"));
  const image = page.appendChild(document.createElement("img"));
  const frame = page.appendChild(document.createElement("i"));
  look.className = "look";
  sheet.className = "sheet";
  sheet.tabIndex = 0;
  page.className = "page";
  cell.colSpan = row.cells.length;
  image.alt = `第 ${number} 页 / page ${number}`;
  Object.assign(frame.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  image.addEventListener("load", () => {
    sheet.scrollTo(frame.offsetLeft - sheet.clientWidth / 2, frame.offsetTop - sheet.clientHeight / 2);
  });
  image.src = `${folder}${number}.webp`;
  row.after(look);
}

function told(unit) {
  const [key, name, code, department, place, years, period, amount] = unit;
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `units/${key}.html`;
  link.textContent = name;
  const more = document.createElement("span");
  const parts = [code, department, place, years, period && `${period} ${amount} 万元`];
  more.textContent = ` ${parts.filter(part => part).join(" · ")}`;
  item.append(link, more);
  return item;
}

function search(units) {
  const query = document.getElementById("query");
  const list = document.getElementById("found");
  const status = document.getElementById("told");
  const texts = units.map(unit => plain(unit.slice(1, 6).join(" ")));
  query.hidden = false;
  const look = () => {
    const words = plain(query.value).split(/\s+/).filter(word => word);
    const found = words.length ? units.filter((_, at) => words.every(word => texts[at].includes(word))) : [];
    list.replaceChildren(...found.slice(0, MOST).map(told));
    const more = found.length > MOST ? `，列出前 ${MOST} 个 / the first ${MOST} are listed` : "";
    status.textContent = words.length ? `${found.length} 个单位 / units${more}` : "";
  };
  query.addEventListener("input", look);
  query.addEventListener("keydown", event => {
    const first = list.querySelector("a");
    if (event.key === "Enter" && first) first.click();
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    }
  });
  look();
}

addEventListener("hashchange", lead);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(one => { one.open = true; }));
if (document.getElementById("query")) addEventListener("DOMContentLoaded", () => search(window.gongkaiUnits || []));
addEventListener("DOMContentLoaded", lead);
