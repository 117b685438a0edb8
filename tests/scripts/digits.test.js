import assert from "node:assert/strict"
import { test } from "node:test"
import {
  add,
  magnitude,
  plain,
  rounded,
  shifted,
  significant,
  subtract,
} from "../../plugin/product_handbook/site/parts/what_if/digits.js"

test("a difference of which only the last digits are left is nothing", () => {
  assert.equal(subtract(subtract(0.3, 0.1), 0.2), 0)
  assert.equal(add(0.1, 0.2) === 0, false)
  assert.equal(subtract(1, 0.999999), 1 - 0.999999)
  assert.equal(add(0, 1e-300), 1e-300)
})

test("halves are rounded away from zero, as they are written", () => {
  assert.deepEqual(
    [1.005, -1.005, 2.5, 0.5].map((x) => rounded(x, 2)),
    [1.01, -1.01, 2.5, 0.5],
  )
  assert.deepEqual(
    [2.5, -2.5, 0.5, 0.49].map((x) => rounded(x, 0) + 0),
    [3, -3, 1, 0],
  )
  assert.equal(rounded(1250, -2), 1300)
  assert.equal(significant(999.5, 3), 1000)
  assert.equal(significant(0, 3), 0)
})

test("the point moves and the digits stay", () => {
  assert.equal(shifted(0.07, 2), 7)
  assert.equal(shifted(1.1e-7, 7), 1.1)
  assert.deepEqual([0, 9.99, 1000, 0.0123].map(magnitude), [0, 0, 3, -2])
})

test("numbers of all sizes are written without a power of ten", () => {
  const texts = { 0: 0, "-0.05": -0.05, 1200: 1200, 34999.65: 1050 * 33.333, "0.000000123": 1.23e-7 }
  for (const [text, number] of Object.entries(texts)) assert.equal(plain(number), text)
  assert.equal(plain(1e21), `1${"0".repeat(21)}`)
  assert.equal(plain(1 / 3), "0.333333333333")
})
