/* What follows when some inputs have other values than now, as strategy/numbers/scenario.py computes it. */
window.hbScenario ??= (() => {
  const { ZERO, Uncomputable, parse, add, subtract, multiply, negate, divide, power, min, max, mean, compare, magnitude } =
    window.hbDecimals
  const CALLS = { "+": add, "-": subtract, "*": multiply, "/": divide, min, max, mean }
  const MOVED_DIGITS = 40
  const NEXT_TO_NOTHING = 20

  const readStep = (step) => {
    if (step === null || Array.isArray(step)) return step
    return { value: parse(step) }
  }
  const readNode = (node) => ({
    ...node,
    base: parse(node.base),
    program: node.program.map(readStep),
    rest: parse(node.rest),
    operands: node.operands.map(([metric, past, stays]) => ({ metric, past: past === null ? null : parse(past), stays })),
    drivers: node.drivers.map(([metric, coefficient]) => [metric, parse(coefficient)]),
  })

  /* The model of a page, by metric in the order of computing. */
  const read = (nodes) => new Map(nodes.map((node) => [node.id, readNode(node)]))

  const apply = (stack, [sign, ...rest]) => {
    if (sign === "negate") return negate(stack.pop())
    if (sign === "^") return power(stack.pop(), ...rest)
    const taken = Array.from({ length: rest[0] }, () => stack.pop())
    // `add` and its like take a number of digits after their operands, and there is none here.
    return CALLS[sign](...taken)
  }

  /* The value of a program: its steps are numbers, null for the next operand, or [sign, how many it takes]. */
  const run = (program, values) => {
    const waiting = values[Symbol.iterator]()
    const stack = []
    for (const step of program)
      stack.push(step === null ? waiting.next().value : Array.isArray(step) ? apply(stack, step) : step.value)
    return stack[0]
  }

  const isKnown = (value) => Array.isArray(value)

  const takenBy = (nodes, found, { metric, past, stays }) => {
    if (stays) return past
    const now = found.get(metric)
    if (past === null || !isKnown(now)) return now
    return add(past, subtract(now, nodes.get(metric).base))
  }
  const pushedBy = (nodes, found, [driver, coefficient]) => {
    const now = found.get(driver)
    return isKnown(now) ? multiply(coefficient, subtract(now, nodes.get(driver).base)) : now
  }

  const isInProportion = ({ base, rest }) =>
    base[0] !== 0n && rest[0] !== 0n && base[0] > 0n === rest[0] > 0n &&
    magnitude(rest) + NEXT_TO_NOTHING >= magnitude(base)

  /* What a metric would be reported to be if its formula gave this: as much beyond it, in proportion, as it is now. */
  const beyond = (node, computed) => {
    if (!compare(computed, node.rest)) return node.base
    if (!compare(node.base, node.rest)) return computed
    if (isInProportion(node)) return divide(multiply(node.base, computed), node.rest)
    return add(node.base, subtract(computed, node.rest))
  }

  const valueOf = (nodes, node, found, drivers) => {
    const taken = [
      ...node.operands.map((operand) => takenBy(nodes, found, operand)),
      ...drivers.map((driver) => pushedBy(nodes, found, driver)),
    ]
    const unknown = taken.find((value) => !isKnown(value))
    if (unknown) return unknown
    try {
      if (node.program.length) return beyond(node, run(node.program, taken))
      return taken.reduce((total, push) => add(total, push), node.base)
    } catch (error) {
      if (error instanceof Uncomputable) return { cause: error.message, metric: node.id }
      throw error
    }
  }

  /* By metric its value, or { cause, metric } where it cannot be computed; `moved` maps levers to their values. */
  const play = (nodes, moved, withBeliefs) => {
    const found = new Map()
    const touched = new Set(moved.keys())
    for (const [id, node] of nodes) {
      const drivers = withBeliefs ? node.drivers : []
      const follows =
        node.operands.some(({ metric, stays }) => !stays && touched.has(metric)) ||
        drivers.some(([driver]) => touched.has(driver))
      if (follows) touched.add(id)
      found.set(id, moved.get(id) ?? (follows ? valueOf(nodes, node, found, drivers) : node.base))
    }
    return found
  }

  /* How far a value is from another: zero where only the last digits of a root or a quotient differ. */
  const difference = (now, then) => {
    const found = subtract(then, now)
    const { abs, magnitude } = window.hbDecimals
    const largest = Math.max(magnitude(abs(now)), magnitude(abs(then)))
    return found[0] && magnitude(found) < largest - MOVED_DIGITS ? ZERO : found
  }

  return { read, run, play, isKnown, difference }
})()
