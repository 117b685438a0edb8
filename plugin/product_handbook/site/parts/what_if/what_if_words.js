/* What the what-if panel says: how each metric of its model stands in a scenario, in words and figures. */
window.hbScenarioWords ??= (() => {
  const { plain, significant, trimmed } = window.hbDecimals
  const { read, isKnown, difference } = window.hbScenario
  const EXACT_DIGITS = 17
  const MOST_ZEROS = 60
  const CAUSES = {
    division_by_zero: "would divide by zero",
    root_of_negative: "would be a root of a negative number",
    too_large: "would be too large to write down",
  }

  const forMachines = (value) => {
    const [digits, power] = trimmed(significant(value, EXACT_DIGITS))
    return Math.abs(power) > MOST_ZEROS ? `${digits}e${power}` : plain([digits, power])
  }

  const words = (model) => {
    const nodes = read(model.nodes)
    const numbers = window.hbNumbers(model.tongue)
    const shown = (id) => model.shown[nodes.get(id).shown]
    const short = (id, value) => numbers.short(value, shown(id))
    const exact = (id, value) => [numbers.exact(value, shown(id)), shown(id).beside].filter(Boolean).join(" ")
    const field = (id, value) => numbers.field(value, shown(id))
    const typed = (id, text) => numbers.read(text, shown(id))

    /* How a metric stands: { then, sign, change } with the sign ▲ or ▼, or empty where it stays. */
    const moveOf = (id, then) => {
      if (!isKnown(then)) return { then, sign: "?", change: `${nodes.get(then.metric).name} ${CAUSES[then.cause]}` }
      const base = nodes.get(id).base
      const by = difference(base, then)
      if (!by[0]) return { then: base, sign: "", change: "" }
      return { then, sign: by[0] > 0n ? "▲" : "▼", change: numbers.change(base, then, shown(id)) }
    }
    const thenText = (id, { then }) => (isKnown(then) ? short(id, then) : "cannot be computed")

    /* What part of a change is believed, in words; empty where all of it is arithmetic. */
    const beliefOf = (id, move, plainMove) => {
      if (!isKnown(move.then) || !isKnown(plainMove.then)) return ""
      const believed = difference(plainMove.then, move.then)
      if (!believed[0]) return ""
      if (!plainMove.sign) return "all of it by belief, not arithmetic"
      return `of which ${numbers.difference(believed, shown(id))} by belief, not arithmetic`
    }

    return { nodes, shown, short, exact, field, typed, moveOf, thenText, beliefOf }
  }

  return { words, forMachines }
})()
