/* Material 9.8 leaves the search dialog, and each section of the navigation whose own page is its heading, without a
   name, so that people who hear a page cannot tell them apart. Each instant navigation makes them anew. (On a page that
   is opened as a file, Material never tells its subscribers that there is one, so each part also begins by itself.) */
{
  const name = () => {
    const search = document.querySelector('.md-search[role="dialog"]')
    search?.setAttribute("aria-label", search.querySelector("input").placeholder)
    for (const section of document.querySelectorAll(".md-nav__item--nested > .md-nav"))
      section.setAttribute("aria-label", section.parentElement.querySelector(".md-nav__link").textContent.trim())
  }
  name()
  window.document$?.subscribe(name)
}

/* Every table can be downloaded as a CSV file (RFC 4180, UTF-8), with a button that this script puts over it, so that
   there is none without scripts. A cell gives its exact number where it has one, else its text. */
{
  const FORMULA = /^[=+\-@＝＋－＠]/
  const NUMBER = /^[-+]?(\d+(\.\d+)?|\.\d+)(e[-+]?\d+)? ?%?$/i
  const GROUPED = /^[-+−]?\d{1,3}([, ])\d{3}(\1\d{3})*(\.\d+)?$/
  const UNSEEN = 'svg, script, style, .headerlink, [hidden], [aria-hidden="true"]'
  const LINE_ENDS = "br, p, li, dt, dd"
  const WAIT = 10000

  /* What stands in a cell, as text: a line for each of its lines. */
  const words = (cell) => {
    const copy = cell.cloneNode(true)
    for (const figure of copy.querySelectorAll("data[value]")) figure.replaceWith(figure.value)
    for (const part of copy.querySelectorAll(UNSEEN)) part.remove()
    for (const part of copy.querySelectorAll(LINE_ENDS)) part.after("\0")
    const lines = copy.textContent.replace(/\s+/g, " ").split("\0")
    return lines.map((line) => line.trim()).filter(Boolean).join("\n")
  }

  /* One comma between two groups of digits is one for thousands only where people write numbers as in English. */
  const ungrouped = (text) => {
    const commas = text.match(/,/g)?.length === 1
    const english = /^(en|$)/i.test(document.documentElement.lang)
    const plain = text.replace("−", "-")
    if (GROUPED.test(text) && (english || !commas)) return plain.replace(/[, ]/g, "")
    return NUMBER.test(plain) ? plain : text
  }

  const value = (cell) => {
    const figures = cell.querySelectorAll("data[value]")
    const head = cell.closest("table").tHead?.rows[0]?.cells[cell.cellIndex]
    const isNumber = [cell, head].some((one) => one?.classList.contains("hb-number"))
    if (isNumber && figures.length === 1) return figures[0].value
    return isNumber ? ungrouped(words(cell)) : words(cell)
  }

  /* A text that a spreadsheet would take for a formula gets an apostrophe. */
  const harmless = (text) => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const field = (cell) => quoted(harmless(value(cell))) + ",".repeat(cell.colSpan - 1)
  const csv = (table) => [...table.rows].map((row) => `${[...row.cells].map(field).join(",")}\r\n`).join("")

  const slug = (name) =>
    name.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80)

  /* The name of a file says which table of which page it is, and the page only where the table's name does not. */
  const fileName = (label) => {
    const folders = location.pathname.split("/").filter((part) => part && part !== "index.html")
    const page = slug((folders.pop() ?? "").replace(/\.html$/, ""))
    const name = slug(label) || "table"
    return `${page && !name.includes(page) ? `${page}-` : ""}${name}.csv`
  }

  const download = (table, label) => {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }))
    link.download = fileName(label)
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), WAIT)
  }

  const button = (box) => {
    const made = document.createElement("button")
    const label = box.getAttribute("aria-label") ?? ""
    made.type = "button"
    made.className = "hb-csv"
    made.textContent = "CSV"
    made.title = `Download as CSV: ${label}`
    made.setAttribute("aria-label", made.title)
    made.addEventListener("click", () => download(box.querySelector("table"), label))
    return made
  }

  const offer = () => {
    for (const box of document.querySelectorAll(".hb-table")) {
      if (box.parentElement.classList.contains("hb-frame")) continue
      const frame = document.createElement("div")
      frame.className = "hb-frame"
      box.replaceWith(frame)
      frame.append(button(box), box)
    }
  }
  offer()
  window.document$?.subscribe(offer)
}
