/* What a what-if changes outside its panel: the address of the page, and the cards of its drawings. */
window.hbScenarioAddress ??= (() => {
  const NAME = "what-if"

  /* The scenario in an address: `what-if=churn_rate:0.01,trials:9000`, in the query or, failing that, in the anchor. */
  const written = () => {
    const found = new RegExp(`[?&#]${NAME}=([^&#]*)`).exec(location.search + location.hash)
    if (!found) return ""
    try {
      return decodeURIComponent(found[1])
    } catch {
      return found[1]
    }
  }
  const withScenario = (text) => {
    const others = location.search.replace(/^\?/, "").split("&").filter((part) => part && !part.startsWith(`${NAME}=`))
    const query = [...others, ...(text ? [`${NAME}=${text}`] : [])].join("&")
    return (query && `?${query}`) + (location.hash.startsWith(`#${NAME}=`) ? "" : location.hash)
  }
  const write = (text) => {
    try {
      history.replaceState(history.state, "", withScenario(text) || location.pathname)
    } catch {
      location.replace(`#${NAME}=${text}`) // a browser that lets no query be added to a file's address
    }
  }

  return { written, write }
})()

window.hbScenarioCards ??= (words) => {
  const { isKnown } = window.hbScenario
  const MOVED = ["hb-moved", "hb-what-if"] // the second hides what was reported of a value (diagrams.css)
  const { nodes, short, thenText } = words
  const cards = [...document.querySelectorAll(".hb-drawing .hb-value[data-metric]")]
    .filter((text) => nodes.has(text.dataset.metric))
    .map((text) => {
      const card = text.closest(".hb-card")
      const title = card.querySelector(":scope > title")
      return { text, card, title, id: text.dataset.metric, before: text.textContent, said: title?.textContent }
    })
  const write = ({ text, card, title }, value, said, isMoved) => {
    text.textContent = value
    if (title) title.textContent = said
    for (const look of MOVED) card.classList.toggle(look, isMoved)
  }
  const restore = () => {
    for (const card of cards) write(card, card.before, card.said, false)
    for (const note of document.querySelectorAll(".hb-scenario-note")) note.remove()
  }
  /* Writes what moves on its card, and over each drawing with such cards the note that `noteOf` makes. */
  const show = (moves, noteOf) => {
    restore()
    const figures = new Set()
    for (const card of cards) {
      const [{ id }, move] = [card, moves.get(card.id)]
      if (!move.sign) continue
      const value = isKnown(move.then) ? `${move.sign} ${short(id, move.then)}` : "? not computable"
      write(card, value, `${nodes.get(id).name}, what if: ${thenText(id, move)}; ${move.change}`, true)
      figures.add(card.card.closest(".hb-figure"))
    }
    for (const figure of figures) figure?.before(noteOf())
  }

  return { show, restore }
}
