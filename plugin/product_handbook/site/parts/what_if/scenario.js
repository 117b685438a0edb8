/* What follows when some inputs have other values than now, as analysis/scenario/scenario.py computes it, and what
   comes of it when they keep them, as analysis/scenario/horizon.py does. */
import { add, magnitude, subtract } from "./digits.js"

/** @typedef {"division_by_zero" | "root_of_negative" | "too_large" | "not_reported"} Cause */
/** @typedef {{ cause: Cause, metric: string }} Unknown Why a metric has no value, and which one could not be computed. */
/** @typedef {number | Unknown} Value */
/** @typedef {string | [string, ...number[]] | null} EncodedStep See data.py. */
/** @typedef {number | [string, ...number[]] | null} Step */
/**
 * @typedef {object} EncodedNode A metric as data.py writes it, every number as a text.
 * @property {string} id
 * @property {string} base Its present value.
 * @property {string} rest What its formula gives at present.
 * @property {EncodedStep[]} program
 * @property {[string, (string | null)?, boolean?, number?, (string | null)[]?, boolean?][]} operands
 * @property {[string, string][]} drivers
 */
/**
 * @typedef {object} Operand
 * @property {string} metric
 * @property {number | null} past Its value so many periods ago; none for its present one.
 * @property {boolean} stays
 * @property {number} lag
 * @property {(number | null)[]} since Its values after that, up to the present.
 * @property {boolean} goesOn Whether its value of a later period is one of the scenario.
 */
/**
 * @typedef {object} Node
 * @property {string} id
 * @property {number} base
 * @property {number} rest
 * @property {Step[]} program
 * @property {Operand[]} operands
 * @property {[string, number][]} drivers
 */
/** @typedef {Map<string, Node>} Nodes By metric, in the order of computing. */

const NEXT_TO_NOTHING = 20

/** @type {Record<string, (a: number, b: number) => number>} */
const OPERATIONS = { "+": add, "-": subtract, "*": (a, b) => a * b, "/": divide }
/** @type {Record<string, (...values: number[]) => number>} */
const FUNCTIONS = { min: Math.min, max: Math.max, mean: (...values) => values.reduce(add) / values.length }

class Uncomputable extends Error {
  /** @param {Cause} cause */
  constructor(cause) {
    super(cause)
    this.why = cause
  }
}

/** @param {number} a @param {number} b @returns {number} */
function divide(a, b) {
  if (!b) throw new Uncomputable("division_by_zero")
  return a / b
}

/* A number to the power of times / degree, in lowest terms. */
/** @param {number} base @param {number} times @param {number} degree @returns {number} */
function power(base, times, degree) {
  if (degree > 1 && base < 0) throw new Uncomputable("root_of_negative")
  if (!base && times < 0) throw new Uncomputable("division_by_zero")
  return base ** (times / degree)
}

/** @param {string | null} text */
const numberOf = (text) => (text === null ? null : Number(text))

/** @param {EncodedNode["operands"][number]} operand @returns {Operand} */
function readOperand([metric, past = null, stays = false, lag = 0, since = [], goesOn = false]) {
  return { metric, past: numberOf(past), stays, lag, since: since.map(numberOf), goesOn }
}

/** @param {EncodedNode} node @returns {Node} */
function readNode({ id, base, rest, program, operands, drivers }) {
  return {
    id,
    base: Number(base),
    rest: Number(rest),
    program: program.map((step) => (typeof step === "string" ? Number(step) : step)),
    operands: operands.map(readOperand),
    drivers: drivers.map(([metric, coefficient]) => [metric, Number(coefficient)]),
  }
}

/** @param {EncodedNode[]} nodes @returns {Nodes} */
export const read = (nodes) => new Map(nodes.map((node) => [node.id, readNode(node)]))

/** @param {Value} value @returns {value is number} */
export const isKnown = (value) => typeof value === "number"

/** @param {number[]} stack @param {[string, ...number[]]} step @returns {number} */
function apply(stack, [sign, ...rest]) {
  const pop = () => /** @type {number} */ (stack.pop())
  if (sign === "negate") return -pop()
  if (sign === "^") return power(pop(), rest[0], rest[1])
  if (sign in OPERATIONS) return OPERATIONS[sign](pop(), pop())
  return FUNCTIONS[sign](...Array.from({ length: rest[0] }, pop))
}

/** @param {number} value @returns {number} */
function finite(value) {
  if (!Number.isFinite(value)) throw new Uncomputable("too_large")
  return value
}

/* The value of a program: its steps are numbers, null for the next operand, or [sign, how many it takes]. */
/** @param {Step[]} program @param {number[]} values @returns {number} */
function run(program, values) {
  const waiting = [...values]
  /** @type {number[]} */
  const stack = []
  for (const step of program) {
    if (Array.isArray(step)) stack.push(finite(apply(stack, step)))
    else stack.push(finite(step ?? /** @type {number} */ (waiting.shift())))
  }
  return stack[0]
}

/** @param {Node} node */
function isInProportion({ base, rest }) {
  return base * Math.sign(rest) > 0 && magnitude(rest) + NEXT_TO_NOTHING >= magnitude(base)
}

/* What a metric would be reported to be if its formula gave this: as much beyond it, in proportion, as it is now. */
/** @param {Node} node @param {number} computed @returns {number} */
function beyond(node, computed) {
  if (!subtract(computed, node.rest)) return node.base
  if (node.base === node.rest) return computed
  if (isInProportion(node)) return (node.base / node.rest) * computed
  return add(node.base, subtract(computed, node.rest))
}

/** @typedef {Map<string, Value>} Values */

/** @param {Nodes} nodes @param {Values} found @param {string} metric @returns {Value} How far it is from its present value. */
function moveOf(nodes, found, metric) {
  const now = /** @type {Value} */ (found.get(metric))
  return isKnown(now) ? subtract(now, /** @type {Node} */ (nodes.get(metric)).base) : now
}

/** @param {Nodes} nodes @param {Values} found @param {Operand} operand @returns {Value} */
function takenBy(nodes, found, { metric, past, stays }) {
  if (past === null) return /** @type {Value} */ (found.get(metric))
  const move = stays ? 0 : moveOf(nodes, found, metric)
  return isKnown(move) ? add(past, move) : move
}

/** @param {Nodes} nodes @param {Values} found @param {[string, number]} driver @returns {Value} */
function pushedBy(nodes, found, [driver, coefficient]) {
  const move = moveOf(nodes, found, driver)
  return isKnown(move) ? coefficient * move : move
}

/** @param {Node} node @param {number[]} values @param {boolean} isScaled @returns {number} */
function given(node, values, isScaled) {
  if (!node.program.length) return [node.base, ...values].reduce(add)
  const found = run(node.program, values)
  return isScaled ? beyond(node, found) : found
}

/** @param {Node} node @param {Value[]} taken @param {boolean} isScaled @returns {Value} */
function computed(node, taken, isScaled) {
  const unknown = taken.find((value) => !isKnown(value))
  if (unknown !== undefined) return unknown
  try {
    return finite(given(node, taken.filter(isKnown), isScaled))
  } catch (error) {
    if (error instanceof Uncomputable) return { cause: error.why, metric: node.id }
    throw error
  }
}

/* By metric its value, or why it cannot be computed; `moved` maps levers to their values. */
/** @param {Nodes} nodes @param {Map<string, number>} moved @param {boolean} withBeliefs @returns {Values} */
export function play(nodes, moved, withBeliefs) {
  /** @type {Values} */
  const found = new Map()
  const touched = new Set(moved.keys())
  for (const [id, node] of nodes) {
    const drivers = withBeliefs ? node.drivers : []
    const sources = [...node.operands.filter(({ stays }) => !stays), ...drivers.map(([metric]) => ({ metric }))]
    const follows = sources.some(({ metric }) => touched.has(metric))
    if (follows) touched.add(id)
    found.set(id, moved.get(id) ?? (follows ? valueOf(nodes, { ...node, drivers }, found) : node.base))
  }
  return found
}

/** @param {Nodes} nodes @param {Node} node @param {Values} found @returns {Value} */
function valueOf(nodes, node, found) {
  const taken = node.operands.map((operand) => takenBy(nodes, found, operand))
  return computed(node, [...taken, ...node.drivers.map((driver) => pushedBy(nodes, found, driver))], true)
}

/* Past values go on from those of the scenario; one that is no stock moves from what it was as its present one does. */
/** @param {Values[]} before @param {Values} found @param {Values | undefined} still @param {Operand} operand @returns {Value} */
function takenLater(before, found, still, { metric, past, stays, lag, since, goesOn }) {
  const now = /** @type {Value} */ (found.get(metric))
  if (past === null) return now
  if (goesOn && before.length >= lag) return /** @type {Value} */ (before[before.length - lag].get(metric))
  const was = [past, ...since][Math.min(before.length, lag - 1)]
  if (was === null) return { cause: "not_reported", metric }
  if (stays || !still) return was
  const unmoved = /** @type {Value} */ (still.get(metric))
  if (!isKnown(now) || !isKnown(unmoved)) return isKnown(now) ? unmoved : now
  return add(was, subtract(now, unmoved))
}

/* The period after some; `still` is the same one where nothing is moved. */
/** @param {Nodes} nodes @param {Values[]} before @param {Map<string, number>} moved @param {boolean} withBeliefs
    @param {Values} [still] @returns {Values} */
function next(nodes, before, moved, withBeliefs, still) {
  /** @type {Values} */
  const found = new Map()
  for (const [id, node] of nodes) {
    const taken = node.operands.map((operand) => takenLater(before, found, still, operand))
    const pushed = withBeliefs ? node.drivers.map((driver) => pushedBy(nodes, found, driver)) : []
    const grows = node.operands.some(({ metric }) => metric === id)
    found.set(id, moved.get(id) ?? computed(node, [...taken, ...pushed], !grows))
  }
  return found
}

/* By metric its value in the last of some periods when levers keep theirs, and what it comes to when nothing is moved. */
/** @param {Nodes} nodes @param {Map<string, number>} moved @param {boolean} withBeliefs @param {number} periods
    @returns {{ then: Values, still: Values }} */
export function keep(nodes, moved, withBeliefs, periods) {
  const rows = [play(nodes, moved, withBeliefs)]
  const unmoved = [play(nodes, new Map(), withBeliefs)]
  while (rows.length < periods) {
    unmoved.push(next(nodes, unmoved, new Map(), withBeliefs))
    rows.push(next(nodes, rows, moved, withBeliefs, unmoved[unmoved.length - 1]))
  }
  return { then: rows[periods - 1], still: unmoved[periods - 1] }
}
