/* What a scenario comes to, in the panel: the two top metrics, and all that moves in between. */
import { subtract } from "./digits.js"
import { element, one } from "../../writing/dom.js"
import { isKnown } from "./scenario.js"
import { BELIEVED, UNCHANGED, forMachines } from "./words.js"

/** @import { Value } from "./scenario.js" */
/** @import { Move, Words } from "./words.js" */

/** @param {HTMLElement} box @param {Words} words @param {string} id @param {Move} move @param {string} belief */
export function showResult(box, words, id, move, belief) {
  /** @param {string} name */
  const part = (name) => one(box, `.hb-result-${name}`, HTMLElement)
  box.classList.toggle("hb-changed", Boolean(move.sign))
  part("now").textContent = move.sign ? words.short(id, move.from) : ""
  part("arrow").hidden = !move.sign
  part("then").textContent = words.short(id, move.then)
  part("then").title = words.exact(id, move.then)
  part("unit").textContent = words.unit(id, move.then)
  part("change").textContent = move.sign ? `${move.sign} ${move.change}` : UNCHANGED
  part("belief").textContent = belief
  part("belief").hidden = !belief
}

/* What a result says to who hears the page. */
/** @param {HTMLElement} box @returns {string} */
export function spokenResult(box) {
  const [name, then, change] = ["name", "then", "change"].map((part) => one(box, `.hb-result-${part}`, HTMLElement))
  return `${name.textContent}: ${then.textContent}, ${change.textContent}`
}

/* A row of the table of what moves in between. */
/** @param {Words} words @param {string} id @param {Move} move @param {string} belief @returns {HTMLTableRowElement} */
export function followerRow(words, id, { from, then, sign, change }, belief) {
  const [row, head, link] = [element("tr"), element("th"), element("a", words.about(id).name)]
  head.scope = "row"
  link.href = words.about(id).href
  head.append(link)
  if (belief) head.append(" ", element("span", BELIEVED, "hb-status"))
  row.append(head, cell(from, words.short(id, from), words.exact(id, from)))
  row.append(cell(then, words.short(id, then), words.exact(id, then)))
  row.append(cell(isKnown(then) && isKnown(from) ? subtract(then, from) : then, `${sign} ${change}`))
  return row
}

/* A cell with the exact number behind it, if there is one. */
/** @param {Value} value @param {string} text @param {string} [title] */
function cell(value, text, title = "") {
  const made = element("td", isKnown(value) ? "" : text, "hb-number")
  if (isKnown(value)) {
    const data = element("data", text)
    data.value = forMachines(value)
    data.title = title
    made.append(data)
  }
  return made
}
