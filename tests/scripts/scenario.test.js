import assert from "node:assert/strict"
import { test } from "node:test"
import { keep, play, read } from "../../plugin/product_handbook/site/parts/what_if/scenario.js"

const leaf = (id, base) => ({ id, base, rest: "0", program: [], operands: [], drivers: [] })
const computed = (id, base, program, ...metrics) => ({
  ...leaf(id, base),
  rest: base,
  program,
  operands: metrics.map((metric) => [metric]),
})
const played = (nodes, moved, withBeliefs = true) =>
  Object.fromEntries(play(read(nodes), new Map(Object.entries(moved)), withBeliefs))

const PRODUCT = [leaf("a", "2"), leaf("b", "3"), computed("c", "6", [null, null, ["*", 2]], "a", "b")]

test("what is computed from a lever follows it, all else stays", () => {
  assert.deepEqual(played(PRODUCT, { a: 5 }), { a: 5, b: 3, c: 15 })
  assert.deepEqual(played(PRODUCT, {}), { a: 2, b: 3, c: 6 })
})

test("what was reported beyond a formula stays in proportion", () => {
  const reported = PRODUCT.map((node) => (node.id === "c" ? { ...node, base: "12" } : node))
  assert.equal(played(reported, { a: 4 }).c, 24)
  assert.equal(played(reported, { a: 0 }).c, 0)
})

test("a division by what is nothing but a rounding is refused", () => {
  // The left operand of two lies above the right one.
  const program = ["0.2", "0.1", null, ["-", 2], ["-", 2], "1", ["/", 2]]
  assert.deepEqual(played([leaf("a", "1"), computed("b", "1.42857142857142857", program, "a")], { a: 0.3 }).b, {
    cause: "division_by_zero",
    metric: "b",
  })
})

test("what has no value says why, and all that is computed from it says the same", () => {
  const root = [
    leaf("a", "4"),
    computed("b", "2", [null, ["^", 1, 2]], "a"),
    computed("c", "-2", [null, ["negate"]], "b"),
  ]
  const why = { cause: "root_of_negative", metric: "b" }
  assert.deepEqual(played(root, { a: -1 }), { a: -1, b: why, c: why })
  const huge = [leaf("a", "1"), computed("b", "1", [null, ["^", 1000, 1]], "a")]
  assert.deepEqual(played(huge, { a: 10 }).b, { cause: "too_large", metric: "b" })
})

test("beliefs push only where they count", () => {
  const pushed = [leaf("a", "1"), { ...leaf("b", "10"), drivers: [["a", "-2"]] }]
  assert.equal(played(pushed, { a: 3 }).b, 6)
  assert.equal(played(pushed, { a: 3 }, false).b, 10)
})

const STOCK = [
  leaf("new", "10"),
  {
    ...computed("stock", "110", [null, null, ["+", 2]]),
    operands: [["new"], ["stock", "100", true, 1, [], true]],
  },
]

test("what is kept adds up in a stock, and is compared with what it grows to anyway", () => {
  const { then, still } = keep(read(STOCK), new Map([["new", 11]]), true, 12)
  assert.deepEqual([then.get("stock"), still.get("stock")], [100 + 12 * 11, 100 + 12 * 10])
  const once = keep(read(STOCK), new Map([["new", 11]]), true, 1)
  assert.deepEqual([once.then.get("stock"), once.still.get("stock")], [111, 110])
})

test("a value of an earlier period comes from the file until the scenario has it", () => {
  const lagged = { ...computed("top", "7", [null]), operands: [["new", "7", false, 3, ["8", null], true]] }
  const at = (periods) => keep(read([STOCK[0], lagged]), new Map([["new", 20]]), true, periods).then.get("top")
  assert.deepEqual([1, 2, 4].map(at), [17, 18, 20])
  assert.deepEqual(at(3), { cause: "not_reported", metric: "new" })
})
