/* The filter of the page of requests (filter.html.jinja). Its state stands in the address, so that a link shows
   what its author saw. Without scripts the form stays hidden and every request is there. */
{
  const FIELDS = ["q", "decision", "segment", "theme"]
  const PAUSE = 250 // ms; Safari allows a hundred changes of the address in half a minute
  const MARKS = /\p{M}/gu

  const plain = (text) => text.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(/\s+/g, " ").trim()
  const anchorOf = (node, kind) =>
    node.querySelector(`:scope > a[name^="${kind}-"]`) ?? (node.matches(`a[name^="${kind}-"]`) ? node : null)

  /* The requests as they stand on the page: under each decision its requests, each with the nodes that belong to it. */
  const read = (form) => {
    const decisions = []
    let entry
    for (let node = form.nextElementSibling; node && !node.matches(".hb-source"); node = node.nextElementSibling) {
      if (anchorOf(node, "decision")) {
        decisions.push({ heads: [], entries: [] })
        entry = undefined
      }
      const anchor = anchorOf(node, "request")
      if (anchor) decisions.at(-1)?.entries.push((entry = { nodes: [] }))
      ;(entry?.nodes ?? decisions.at(-1)?.heads)?.push(node)
    }
    for (const { entries } of decisions)
      for (const found of entries) {
        found.facts = found.nodes.find((node) => node.matches(".hb-request"))?.dataset ?? {}
        found.words = plain(found.nodes.map((node) => node.textContent).join(" "))
      }
    return decisions
  }

  const fits = ({ facts, words }, wanted) =>
    (!wanted.decision || facts.decision === wanted.decision) &&
    (!wanted.segment || facts.segment === wanted.segment || facts.group === wanted.segment) &&
    (!wanted.theme || facts.theme === wanted.theme) &&
    plain(wanted.q).split(" ").every((word) => words.includes(word))

  /* In the query; in the anchor where a browser lets no query be added to a file's address. */
  const written = () => {
    const anchor = location.hash.startsWith("#?") ? location.hash.slice(2) : ""
    return new URLSearchParams(anchor || location.search)
  }
  const write = (wanted) => {
    const query = new URLSearchParams(location.search)
    for (const field of FIELDS) wanted[field] ? query.set(field, wanted[field]) : query.delete(field)
    const text = query.toString()
    const hash = location.hash.startsWith("#?") ? "" : location.hash
    try {
      history.replaceState(history.state, "", `${text ? `?${text}` : location.pathname}${hash}`)
    } catch {
      location.replace(`#?${text}`)
    }
  }

  const start = (form) => {
    const decisions = read(form)
    const entries = decisions.flatMap((decision) => decision.entries)
    const status = form.querySelector(".hb-filter-count")
    const clear = form.querySelector(".hb-filter-clear")
    const field = (name) => form.elements.namedItem(name)
    const wanted = () => Object.fromEntries(FIELDS.map((name) => [name, field(name)?.value ?? ""]))

    const show = () => {
      const now = wanted()
      let shown = 0
      for (const { heads, entries } of decisions) {
        const before = shown
        for (const entry of entries) {
          const isShown = fits(entry, now)
          for (const node of entry.nodes) node.hidden = !isShown
          shown += isShown
        }
        for (const node of heads) node.hidden = shown === before
      }
      const all = `${entries.length} request${entries.length === 1 ? "" : "s"}`
      status.textContent = shown === entries.length ? `All ${all}` : shown ? `${shown} of ${all}` : `None of ${all}`
      clear.hidden = !Object.values(now).some(Boolean)
    }
    const obey = (params) => {
      for (const name of FIELDS) {
        const control = field(name)
        if (!control) continue
        control.value = params.get(name) ?? ""
        if (control.selectedIndex === -1) control.value = "" // a theme or segment that is gone
      }
      show()
    }
    let timer
    const change = () => {
      show()
      clearTimeout(timer)
      timer = setTimeout(() => form.isConnected && write(wanted()), PAUSE)
    }
    /* A link to a request that is filtered out shows everything. */
    const reveal = () => {
      const id = location.hash.slice(1)
      const target = document.getElementById(id) ?? document.getElementsByName(id)[0] ?? null
      const entry = entries.find(({ nodes }) => target && nodes.some((node) => node.contains(target)))
      if (!entry?.nodes[0].hidden) return
      obey(new URLSearchParams())
      write(wanted())
      entry.nodes[0].scrollIntoView()
    }

    form.addEventListener("input", change)
    form.addEventListener("submit", (event) => event.preventDefault())
    form.addEventListener("reset", (event) => {
      event.preventDefault()
      obey(new URLSearchParams())
      write(wanted())
      field("q").focus()
    })
    for (const link of form.parentElement.querySelectorAll("a.hb-filters"))
      link.addEventListener("click", (event) => {
        if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        event.stopPropagation()
        obey(new URL(link.href).searchParams)
        write(wanted())
        form.scrollIntoView()
        field("theme").focus({ preventScroll: true })
      })
    form.hidden = false
    obey(written())
    reveal()
    return { form, reveal }
  }

  let current
  const begin = () => {
    const form = document.querySelector("form.hb-filter")
    current = form && form !== current?.form ? start(form) : form && current
  }
  addEventListener("hashchange", () => current?.form.isConnected && current.reveal())
  // On a page that is opened as a file, Material never tells its subscribers that there is one (see pages.js).
  begin()
  window.document$?.subscribe(begin)
}
