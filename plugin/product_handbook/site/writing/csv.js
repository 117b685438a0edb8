/* A table as CSV (RFC 4180). A cell gives its exact number where it has one, else its text. */
const FORMULA = /^[=+\-@＝＋－＠]/
const NUMBER = /^[-+]?(\d+(\.\d+)?|\.\d+)(e[-+]?\d+)? ?%?$/i
const GROUPED = /^[-+−]?\d{1,3}([, ])\d{3}(\1\d{3})*(\.\d+)?$/
const UNSEEN = 'svg, script, style, .headerlink, [hidden], [aria-hidden="true"]'
const LINE_ENDS = "br, p, li, dt, dd"

/** @param {HTMLTableElement} table @returns {string} */
export const csv = (table) => [...table.rows].map((row) => `${[...row.cells].map(field).join(",")}\r\n`).join("")

/** @param {HTMLTableCellElement} cell */
const field = (cell) => quoted(harmless(value(cell))) + ",".repeat(cell.colSpan - 1)

/** @param {string} text */
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/* A text that a spreadsheet would take for a formula gets an apostrophe. */
/** @param {string} text */
export const harmless = (text) => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)

/** @param {HTMLTableCellElement} cell @returns {string} */
function value(cell) {
  const figures = cell.querySelectorAll("data")
  const head = cell.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex]
  const isNumber = [cell, head].some((one) => one?.classList.contains("hb-number"))
  if (isNumber && figures.length === 1 && figures[0].value) return figures[0].value
  const isEnglish = /^(en|$)/i.test(document.documentElement.lang)
  return isNumber ? ungrouped(words(cell), isEnglish) : words(cell)
}

/* What stands in a cell, as text: a line for each of its lines. */
/** @param {HTMLTableCellElement} cell @returns {string} */
function words(cell) {
  const copy = /** @type {HTMLElement} */ (cell.cloneNode(true))
  for (const figure of copy.querySelectorAll("data")) if (figure.value) figure.replaceWith(figure.value)
  for (const part of copy.querySelectorAll(UNSEEN)) part.remove()
  for (const part of copy.querySelectorAll(LINE_ENDS)) part.after("\0")
  const lines = copy.textContent.replace(/\s+/g, " ").split("\0")
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n")
}

/* One comma between two groups of digits is one for thousands only where people write numbers as in English. */
/** @param {string} text @param {boolean} isEnglish @returns {string} */
export function ungrouped(text, isEnglish) {
  const commas = text.match(/,/g)?.length === 1
  const plain = text.replace("−", "-")
  if (GROUPED.test(text) && (isEnglish || !commas)) return plain.replace(/[, ]/g, "")
  return NUMBER.test(plain) ? plain : text
}
