/* Every table can be downloaded as a CSV file, with a button that this script puts over it, so that there is none
   without scripts. */
import { csv } from "./csv.js"
import { all, element, one } from "./dom.js"

const WAIT = 10000 // ms, for the browser to take the file

export function offerDownloads() {
  for (const box of all(document, ".hb-table", HTMLElement)) {
    if (box.parentElement?.classList.contains("hb-frame")) continue
    const frame = element("div", "", "hb-frame")
    box.replaceWith(frame)
    frame.append(button(box), box)
  }
}

/** @param {HTMLElement} box @returns {HTMLButtonElement} */
function button(box) {
  const made = element("button", "CSV", "hb-csv")
  const label = box.getAttribute("aria-label") ?? ""
  made.type = "button"
  made.title = `Download as CSV: ${label}`
  made.setAttribute("aria-label", made.title)
  made.addEventListener("click", () => download(one(box, "table", HTMLTableElement), label))
  return made
}

/** @param {HTMLTableElement} table @param {string} label */
function download(table, label) {
  const link = element("a")
  link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }))
  link.download = fileName(label, location.pathname)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), WAIT)
}

/* The name of a file says which table of which page it is, and the page only where the table's name does not. */
/** @param {string} label @param {string} path @returns {string} */
export function fileName(label, path) {
  const folders = path.split("/").filter((part) => part && part !== "index.html")
  const page = slug((folders.pop() ?? "").replace(/\.html$/, ""))
  const name = slug(label) || "table"
  return `${page && !name.includes(page) ? `${page}-` : ""}${name}.csv`
}

/** @param {string} name @returns {string} */
function slug(name) {
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
  return words.replace(/^-|-$/g, "").slice(0, 80)
}
