/* The panel of what_if.html.jinja: fields and sliders for inputs, and all that follows from them, in the panel, in the
   drawings of the page and in its address. With Material's instant navigation each page brings a panel of its own. */
{
  const { ZERO, abs, compare, divide, multiply, parse, plain, rounded, significant, subtract, trimmed } =
    window.hbDecimals
  const { play, isKnown, difference } = window.hbScenario
  const { forMachines } = window.hbScenarioWords
  const { written, write } = window.hbScenarioAddress
  const NO_BELIEFS = "without-beliefs"
  const FIRST_LEVERS = 8
  const SLIDER_DIGITS = 4
  const HALF = 50
  const DOUBLE = 200
  const PAUSE_FOR_ADDRESS = 250 // ms; Safari allows a hundred changes of the address in half a minute
  const PAUSE_FOR_SPEECH = 900
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

  const start = (panel) => {
    const model = JSON.parse(panel.dataset.model)
    const words = window.hbScenarioWords.words(model)
    const { nodes, shown, short, exact, moveOf, thenText, beliefOf } = words
    const cards = window.hbScenarioCards(words)
    const find = (selector) => panel.querySelector(selector)
    const moved = new Map()
    const rows = new Map()
    const believe = find(".hb-believe input")
    const withBeliefs = () => believe?.checked ?? false
    const pressed = new Set(model.nodes.filter(({ drivers }) => drivers.length).map(({ id }) => id))

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
    /* A cell with the exact number behind it, if there is one. */
    const cell = (value, text, title = "") => {
      const made = node("td", isKnown(value) ? "" : text, "hb-number")
      if (isKnown(value)) {
        const data = node("data", text)
        data.value = forMachines(value)
        data.title = title
        made.append(data)
      }
      return made
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
        const { base } = nodes.get(id)
        const { then, sign, change } = moves.get(id)
        const by = isKnown(then) ? difference(base, then) : then
        const after = isKnown(then) ? exact(id, then) : ""
        row.append(head, cell(base, short(id, base), exact(id, base)), cell(then, thenText(id, moves.get(id)), after))
        row.append(cell(by, `${sign} ${change}`))
        return row
      })
      find(".hb-follows tbody").replaceChildren(...made)
      find(".hb-follows").hidden = !made.length
    }

    const noteOf = () => {
      const text = `This picture shows a what-if: ${count(moved.size, "input")} changed. `
      const note = node("p", text, "hb-scenario-note")
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
      const isPushed = !moved.has(id) && move.sign
      const asOf = model.asOf[id] ? ` (as of ${model.asOf[id]})` : ""
      row.now.textContent = `now ${short(id, base)}${asOf}` + (isPushed ? `, by belief ${thenText(id, move)}` : "")
      if (document.activeElement !== row.field) row.field.value = words.field(id, value)
      row.field.title = exact(id, value)
      const place = row.unit[0] ? Number(plain(rounded(divide(multiply(value, [100n, 0]), row.unit), 0))) : 0
      row.slider.value = place
      const change = moved.has(id) ? `, ${move.change || "as now"}` : ""
      row.slider.setAttribute("aria-valuetext", exact(id, value) + change)
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
      moved.size && !onPaper ? cards.show(moves, noteOf) : cards.restore()
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
      const typed = () => words.typed(id, field.value)
      field.addEventListener("input", () => {
        if (field.value.trim() && !typed()) return
        setFault(field, fault, "")
        move(id, typed())
        change()
      })
      field.addEventListener("change", () => {
        const example = words.field(id, nodes.get(id).base)
        const isWrong = field.value.trim() && !typed()
        setFault(field, fault, isWrong ? `Found “${field.value}”, expected a number such as ${example}.` : "")
        if (!isWrong) field.value = words.field(id, moved.get(id) ?? nodes.get(id).base)
      })
      slider.addEventListener("input", () => {
        const value = significant(divide(multiply(unit, [BigInt(slider.value), 0]), [100n, 0]), SLIDER_DIGITS)
        setFault(field, fault, "")
        move(id, slider.value === slider.dataset.now ? undefined : trimmed(value))
        change()
      })
    }

    /* Percent of the present value, from half to double; of one, where a share is zero now. */
    const range = (id) => {
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
      const [unit, low, high, now] = range(id)
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
