/* The panel of what_if.html.jinja: fields and sliders for inputs, and all that follows from them, in the panel, in the
   drawings of the page and in its address. With Material's instant navigation each page brings a panel of its own. */
{
  const { ZERO, abs, compare, divide, magnitude, multiply, parse, plain, rounded, significant, subtract, trimmed } =
    window.hbDecimals
  const { read, play, isKnown, difference } = window.hbScenario
  const NAME = "what-if"
  const NO_BELIEFS = "without-beliefs"
  const FIRST_LEVERS = 8
  const MOVED = ["hb-moved", "hb-what-if"] // the second hides what was reported of a value (diagrams.css)
  const SLIDER_DIGITS = 4
  const HALF = 50
  const DOUBLE = 200
  const PAUSE_FOR_ADDRESS = 250 // ms; Safari allows a hundred changes of the address in half a minute
  const PAUSE_FOR_SPEECH = 900
  const CAUSES = {
    division_by_zero: "would divide by zero",
    root_of_negative: "would be a root of a negative number",
    too_large: "would be too large to write down",
  }

  let current
  let onPaper = false

  const later = (pause, act) => {
    let timer
    return () => {
      clearTimeout(timer)
      timer = setTimeout(act, pause)
    }
  }
  const node = (name, text = "", look = "") => {
    const made = document.createElement(name)
    made.textContent = text
    if (look) made.className = look
    return made
  }
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`

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

  const start = (panel) => {
    const model = JSON.parse(panel.dataset.model)
    const nodes = read(model.nodes)
    const numbers = window.hbNumbers(model.tongue)
    const shown = (id) => model.shown[nodes.get(id).shown]
    const short = (id, value) => numbers.short(value, shown(id))
    const exact = (id, value) => [numbers.exact(value, shown(id)), shown(id).beside].filter(Boolean).join(" ")
    const find = (selector) => panel.querySelector(selector)
    const moved = new Map()
    const rows = new Map()
    const believe = find(".hb-believe input")
    const withBeliefs = () => believe?.checked ?? false
    const pressed = new Set(model.nodes.filter(({ drivers }) => drivers.length).map(({ id }) => id))

    /* How a metric stands: { then, sign, change } with the sign ▲ or ▼, or empty where it stays. */
    const moveOf = (id, then) => {
      if (!isKnown(then)) return { then, sign: "?", change: `${nodes.get(then.metric).name} ${CAUSES[then.cause]}` }
      const base = nodes.get(id).base
      const by = difference(base, then)
      if (!by[0]) return { then: base, sign: "", change: "" }
      return { then, sign: by[0] > 0n ? "▲" : "▼", change: numbers.change(base, then, shown(id)) }
    }
    const thenText = (id, { then }) => (isKnown(then) ? short(id, then) : "cannot be computed")

    const showResult = (box, move, plainMove) => {
      const id = box.dataset.root
      const base = nodes.get(id).base
      const [now, then] = [box.querySelector(".hb-result-now"), box.querySelector(".hb-result-then")]
      box.classList.toggle("hb-changed", Boolean(move.sign))
      now.textContent = move.sign ? short(id, base) : ""
      box.querySelector(".hb-result-arrow").hidden = !move.sign
      then.textContent = thenText(id, move)
      then.title = isKnown(move.then) ? exact(id, move.then) : ""
      box.querySelector(".hb-result-unit")?.toggleAttribute("hidden", !isKnown(move.then))
      box.querySelector(".hb-result-change").textContent = move.sign ? `${move.sign} ${move.change}` : "as it is now"
      const note = box.querySelector(".hb-result-belief")
      note.textContent = beliefOf(id, move, plainMove)
      note.hidden = !note.textContent
    }
    /* What part of a change is believed, in words; empty where all of it is arithmetic. */
    const beliefOf = (id, move, plainMove) => {
      if (!isKnown(move.then) || !isKnown(plainMove.then)) return ""
      const believed = difference(plainMove.then, move.then)
      if (!believed[0]) return ""
      if (!plainMove.sign) return "all of it by belief, not arithmetic"
      return `of which ${numbers.difference(believed, shown(id))} by belief, not arithmetic`
    }

    const showFollowers = (moves, plainMoves) => {
      const between = model.nodes.map(({ id }) => id).reverse()
      const found = between.filter((id) => moves.get(id).sign && !moved.has(id) && !model.roots.includes(id))
      const made = found.map((id) => {
        const row = node("tr")
        const head = node("th")
        const link = node("a", nodes.get(id).name)
        head.scope = "row"
        link.href = nodes.get(id).href
        head.append(link)
        if (beliefOf(id, moves.get(id), plainMoves.get(id))) head.append(" ", node("span", "by belief", "hb-status"))
        const { sign, change } = moves.get(id)
        const texts = [short(id, nodes.get(id).base), thenText(id, moves.get(id)), `${sign} ${change}`]
        row.append(head, ...texts.map((text) => node("td", text, "hb-number")))
        return row
      })
      find(".hb-follows tbody").replaceChildren(...made)
      find(".hb-follows").hidden = !made.length
    }

    const cards = [...document.querySelectorAll(".hb-drawing .hb-value[data-metric]")]
      .filter((text) => nodes.has(text.dataset.metric))
      .map((text) => {
        const card = text.closest(".hb-card")
        const title = card.querySelector(":scope > title")
        return { text, card, title, id: text.dataset.metric, before: text.textContent, said: title?.textContent }
      })
    const writeCard = ({ text, card, title }, value, said, isMoved) => {
      text.textContent = value
      if (title) title.textContent = said
      for (const look of MOVED) card.classList.toggle(look, isMoved)
    }
    const restoreCards = () => {
      for (const card of cards) writeCard(card, card.before, card.said, false)
      for (const note of document.querySelectorAll(".hb-scenario-note")) note.remove()
    }
    const showCards = (moves) => {
      restoreCards()
      const figures = new Set()
      for (const card of cards) {
        const [{ id }, move] = [card, moves.get(card.id)]
        if (!move.sign) continue
        const value = isKnown(move.then) ? `${move.sign} ${short(id, move.then)}` : "? not computable"
        writeCard(card, value, `${nodes.get(id).name}, what if: ${thenText(id, move)}; ${move.change}`, true)
        figures.add(card.card.closest(".hb-figure"))
      }
      for (const figure of figures) figure?.before(noteOf())
    }
    const noteOf = () => {
      const note = node("p", `This picture shows a what-if: ${count(moved.size, "input")} changed. `, "hb-scenario-note")
      const back = node("button", "Back to the present", "hb-reset")
      back.type = "button"
      back.addEventListener("click", () => {
        reset()
        find(".hb-reset").focus({ preventScroll: true })
      })
      note.append(back)
      return note
    }

    const showLever = (id, move) => {
      const row = rows.get(id)
      if (!row) return
      const { base } = nodes.get(id)
      const value = moved.get(id) ?? (isKnown(move.then) ? move.then : base)
      row.box.classList.toggle("hb-changed", moved.has(id))
      row.now.textContent = `now ${short(id, base)}` + (!moved.has(id) && move.sign ? `, by belief ${thenText(id, move)}` : "")
      if (document.activeElement !== row.field) row.field.value = numbers.field(value, shown(id))
      const place = row.unit[0] ? Number(plain(rounded(divide(multiply(value, [100n, 0]), row.unit), 0))) : 0
      row.slider.value = place
      row.slider.setAttribute("aria-valuetext", `${exact(id, value)}${moved.has(id) ? `, ${move.change || "as now"}` : ""}`)
    }

    const speak = later(PAUSE_FOR_SPEECH, () => {
      const texts = [...panel.querySelectorAll(".hb-result")].map((box) => {
        const name = box.querySelector(".hb-result-name").textContent
        const change = box.querySelector(".hb-result-change").textContent
        return `${name}: ${box.querySelector(".hb-result-then").textContent}, ${change}`
      })
      find("[role=status]").textContent = texts.join(". ")
    })
    const remember = later(PAUSE_FOR_ADDRESS, () => {
      if (!panel.isConnected) return
      const parts = [...moved].map(([id, value]) => `${id}:${plain(trimmed(value))}`)
      write([...parts, ...(believe && !believe.checked ? [NO_BELIEFS] : [])].join(","))
    })
    const show = () => {
      const values = play(nodes, moved, withBeliefs())
      const plainValues = withBeliefs() ? play(nodes, moved, false) : values
      const moves = new Map([...values].map(([id, value]) => [id, moveOf(id, value)]))
      const plainMoves = new Map([...plainValues].map(([id, value]) => [id, moveOf(id, value)]))
      for (const box of panel.querySelectorAll(".hb-result"))
        showResult(box, moves.get(box.dataset.root), plainMoves.get(box.dataset.root))
      showFollowers(moves, plainMoves)
      for (const id of rows.keys()) showLever(id, moves.get(id))
      moved.size && !onPaper ? showCards(moves) : restoreCards()
    }
    const change = () => {
      show()
      speak()
      remember()
    }

    /* Gives a lever a value; none takes it back. What beliefs push may be held where it is now. */
    const move = (id, value) => {
      if (value && (compare(value, nodes.get(id).base) || pressed.has(id))) moved.set(id, value)
      else moved.delete(id)
    }
    const reset = () => {
      moved.clear()
      if (believe) believe.checked = true
      for (const { field, fault } of rows.values()) setFault(field, fault, "")
      find(".hb-scenario-notice").hidden = true
      change()
    }
    const setFault = (field, fault, text) => {
      fault.textContent = text
      fault.hidden = !text
      field.setAttribute("aria-invalid", text ? "true" : "false")
    }

    const listen = (id, { field, slider, fault, unit }) => {
      const typed = () => numbers.read(field.value, shown(id))
      field.addEventListener("input", () => {
        if (field.value.trim() && !typed()) return
        setFault(field, fault, "")
        move(id, typed())
        change()
      })
      field.addEventListener("change", () => {
        const example = numbers.field(nodes.get(id).base, shown(id))
        const isWrong = field.value.trim() && !typed()
        setFault(field, fault, isWrong ? `Found “${field.value}”, expected a number such as ${example}.` : "")
        if (!isWrong) field.value = numbers.field(moved.get(id) ?? nodes.get(id).base, shown(id))
      })
      slider.addEventListener("input", () => {
        const value = significant(divide(multiply(unit, [BigInt(slider.value), 0]), [100n, 0]), SLIDER_DIGITS)
        setFault(field, fault, "")
        move(id, slider.value === slider.dataset.now ? undefined : trimmed(value))
        change()
      })
    }

    /* Percent of the present value, from half to double; of one, where a share is zero now. */
    const range = (id, slider) => {
      const { base } = nodes.get(id)
      const isShare = shown(id).kind === "percent" && compare(abs(base), [1n, 0]) <= 0
      if (!base[0]) return [isShare ? [1n, 0] : ZERO, 0, isShare ? 100 : 0, 0]
      const most = isShare ? Number(plain(rounded(subtract(divide([100n, 0], abs(base)), [5n, -1]), 0))) : DOUBLE
      const ends = [HALF, Math.max(100, Math.min(DOUBLE, most))]
      return base[0] > 0n ? [base, ...ends, 100] : [abs(base), -ends[1], -ends[0], -100]
    }

    const addLever = (id, where) => {
      const box = find(".hb-lever-template").content.firstElementChild.cloneNode(true)
      const [name, slider, field] = [".hb-lever-name", ".hb-slider", ".hb-field input"].map((at) => box.querySelector(at))
      const [fault, unitText] = [box.querySelector(".hb-lever-error"), box.querySelector(".hb-field-unit")]
      const [unit, low, high, now] = range(id, slider)
      name.textContent = nodes.get(id).name
      name.htmlFor = field.id = `hb-lever-${id}`
      name.id = `hb-lever-${id}-name`
      unitText.id = `hb-lever-${id}-unit`
      fault.id = `hb-lever-${id}-error`
      unitText.textContent = shown(id).unit
      field.setAttribute("aria-describedby", `${unitText.id} ${fault.id}`)
      slider.setAttribute("aria-labelledby", name.id)
      Object.assign(slider, { min: low, max: high, hidden: low === high })
      slider.dataset.now = now
      box.querySelector(".hb-lever-belief").hidden = !model.believed.includes(id)
      const present = box.querySelector("datalist")
      present.id = `hb-lever-${id}-now`
      present.firstElementChild.value = now
      slider.setAttribute("list", present.id)
      const row = { box, field, slider, fault, unit, now: box.querySelector(".hb-lever-now") }
      rows.set(id, row)
      listen(id, row)
      where.append(box)
    }

    const obey = () => {
      const faults = []
      for (const part of written().split(",").filter(Boolean)) {
        const [id, text] = part.split(":")
        const isNumber = /^-?(\d+\.?\d*|\.\d+)$/.test(text ?? "") && text.length <= 80
        if (part === NO_BELIEFS) {
          if (believe) believe.checked = false
        } else if (!model.levers.includes(id)) faults.push(`“${id.slice(0, 64)}” is no input here`)
        else if (!isNumber) faults.push(`“${(text ?? "").slice(0, 40)}” is no number`)
        else move(id, parse(text))
      }
      const notice = find(".hb-scenario-notice")
      notice.textContent = `The link asks for more than this page can show: ${faults.join("; ")}. The rest of it is shown.`
      notice.hidden = !faults.length
    }

    obey()
    const more = find(".hb-more-levers")
    const [first, rest] = [model.levers.slice(0, FIRST_LEVERS), model.levers.slice(FIRST_LEVERS)]
    for (const id of first) addLever(id, find(".hb-lever-rows"))
    more.hidden = !rest.length
    more.querySelector("summary").textContent = count(rest.length, "more input")
    const addRest = () => {
      if (!more.open || rows.size === model.levers.length) return
      for (const id of rest) addLever(id, more.querySelector(".hb-lever-rows"))
      show()
    }
    more.addEventListener("toggle", addRest)
    if (rest.some((id) => moved.has(id))) more.open = true
    find(".hb-reset").addEventListener("click", reset)
    believe?.addEventListener("change", change)
    panel.hidden = false
    addRest()
    show()
    return { panel, show }
  }

  const begin = () => {
    const panel = document.querySelector(".hb-scenario[data-model]")
    current = panel && panel !== current?.panel ? start(panel) : panel && current
  }
  // Paper has no panel that would say that the picture shows a what-if.
  const print = (isStarting) => () => {
    onPaper = isStarting
    current?.show()
  }
  addEventListener("beforeprint", print(true))
  addEventListener("afterprint", print(false))

  // Of a page that is opened as a file, Material 9.8 with instant navigation tells nothing.
  window.document$?.subscribe(begin)
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin)
  else begin()
}
