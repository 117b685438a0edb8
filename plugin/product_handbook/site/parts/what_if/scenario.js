/* What follows when some inputs have other values than now, as analysis/scenario/scenario.py computes it. */
import { add, magnitude, subtract } from "./digits.js"

/** @typedef {"division_by_zero" | "root_of_negative" | "too_large"} Cause */
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
 * @property {[string, string | null, boolean][]} operands
 * @property {[string, string][]} drivers
 */
/** @typedef {{ metric: string, past: number | null, stays: boolean }} Operand */
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

/** @param {EncodedNode} node @returns {Node} */
function readNode({ id, base, rest, program, operands, drivers }) {
  return {
    id,
    base: Number(base),
    rest: Number(rest),
    program: program.map((step) => (typeof step === "string" ? Number(step) : step)),
    operands: operands.map(([metric, past, stays]) => ({ metric, past: past === null ? null : Number(past), stays })),
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

/** @param {Node} node @param {number[]} values @returns {Value} */
function computed(node, values) {
  try {
    return finite(node.program.length ? beyond(node, run(node.program, values)) : [node.base, ...values].reduce(add))
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
  const pushed = node.drivers.map((driver) => pushedBy(nodes, found, driver))
  const values = [...taken, ...pushed]
  return values.find((value) => !isKnown(value)) ?? computed(node, values.filter(isKnown))
}
