/* The filter of the log of requests (filter.html.jinja). Its state stands in the address, so that a link shows what its
   author saw. Without scripts the form stays hidden and the whole log is there. */
import { all, isPlainClick, later, onWindow, one } from "../../writing/dom.js"
import { countText, readLog, showFitting } from "./log.js"

/** @import { Wanted } from "./log.js" */

/** @type {(keyof Wanted)[]} */
const FIELDS = ["q", "decision", "segment", "theme"]
const PAUSE = 250 // ms; Safari allows a hundred changes of the address in half a minute

/* In the query; in the anchor where a browser lets no query be added to a file's address. */
function readAddress() {
  const anchor = location.hash.startsWith("#?") ? location.hash.slice(2) : ""
  return new URLSearchParams(anchor || location.search)
}

/** @param {Wanted} wanted */
function writeAddress(wanted) {
  const query = new URLSearchParams(location.search)
  for (const field of FIELDS) {
    query.delete(field) // so that they stand in one order, whatever was chosen first
    if (wanted[field]) query.set(field, wanted[field])
  }
  const text = query.toString()
  const hash = location.hash.startsWith("#?") ? "" : location.hash
  try {
    history.replaceState(history.state, "", `${text ? `?${text}` : location.pathname}${hash}`)
  } catch {
    location.replace(`#?${text}`)
  }
}

class Filter {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form
    this.decisions = readLog(form)
    this.entries = this.decisions.flatMap((decision) => decision.entries)
    this.remember = later(PAUSE, () => form.isConnected && this.#write())
  }

  start() {
    const { form } = this
    form.addEventListener("input", () => this.#change())
    form.addEventListener("submit", (event) => event.preventDefault())
    form.addEventListener("reset", (event) => this.#clear(event))
    for (const link of all(form.parentElement ?? form, "a.hb-filters", HTMLAnchorElement))
      link.addEventListener("click", (event) => this.#follow(event, link))
    onWindow(form, "hashchange", () => this.#reveal())
    form.hidden = false
    this.#obey(readAddress())
    this.#reveal()
  }

  /** @param {string} name @returns {HTMLInputElement | HTMLSelectElement | undefined} */
  #field(name) {
    const found = this.form.elements.namedItem(name)
    return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : undefined
  }

  /** @returns {Wanted} */
  #wanted() {
    const [q, decision, segment, theme] = FIELDS.map((name) => this.#field(name)?.value ?? "")
    return { q, decision, segment, theme }
  }

  #write() {
    writeAddress(this.#wanted())
  }

  #show() {
    const wanted = this.#wanted()
    const shown = showFitting(this.decisions, wanted)
    one(this.form, ".hb-filter-count", HTMLElement).textContent = countText(shown, this.entries.length)
    one(this.form, ".hb-filter-clear", HTMLElement).hidden = !Object.values(wanted).some(Boolean)
  }

  #change() {
    this.#show()
    this.remember()
  }

  /** @param {URLSearchParams} params */
  #obey(params) {
    for (const name of FIELDS) {
      const control = this.#field(name)
      if (!control) continue
      control.value = params.get(name) ?? ""
      // a theme or segment that is gone
      if (control instanceof HTMLSelectElement && control.selectedIndex === -1) control.value = ""
    }
    this.#show()
  }

  /** @param {Event} event */
  #clear(event) {
    event.preventDefault()
    this.#obey(new URLSearchParams())
    this.#write()
    this.#field("q")?.focus()
  }

  /* A theme of the table above filters the log below. */
  /** @param {MouseEvent} event @param {HTMLAnchorElement} link */
  #follow(event, link) {
    if (!isPlainClick(event)) return
    event.preventDefault()
    event.stopPropagation()
    this.#obey(new URL(link.href).searchParams)
    this.#write()
    this.form.scrollIntoView()
    this.#field("theme")?.focus({ preventScroll: true })
  }

  /* A link to a request that is filtered out shows everything. */
  #reveal() {
    const id = location.hash.slice(1)
    const target = document.getElementById(id) ?? document.getElementsByName(id)[0] ?? null
    const entry = this.entries.find(({ nodes }) => target && nodes.some((node) => node.contains(target)))
    if (!entry?.nodes[0].hidden) return
    this.#obey(new URLSearchParams())
    this.#write()
    entry.nodes[0].scrollIntoView()
  }
}

for (const form of all(document, "form.hb-filter", HTMLFormElement)) if (form.hidden) new Filter(form).start()
