import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type BgNbd, expectedPurchases, fitBgNbd, probabilityAlive } from '../../../engine/customer/bg-nbd.ts'
import { expectedSpending, fitGammaGamma } from '../../../engine/customer/gamma-gamma.ts'
import { purchasingOf, spendingOf, usualGap } from '../../../engine/customer/purchasing.ts'
import { digamma } from '../../../engine/numbers/gamma.ts'
import { hypergeometric } from '../../../engine/numbers/hypergeometric.ts'
import { run } from '../mine/a-shop.ts'
import { cdnow, FILE } from './cdnow.ts'

/** CDNOW as published by Fader, Hardie and Lee (2005), table 2. */
const PUBLISHED: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }

it.runIf(existsSync(FILE))('the fit of CDNOW has the published parameters and likelihood', () => {
  const fitted = run(fitBgNbd(cdnow(readFileSync(FILE, 'utf8')).map(({ buying }) => buying)))
  const digits = Object.entries(PUBLISHED).map(([name]) => Number(fitted[name as keyof BgNbd].toFixed(3)))
  expect(digits).toEqual(Object.values(PUBLISHED))
  expect(fitted.log_likelihood).toBeCloseTo(-9_582.4, 1)
})

it.runIf(existsSync(FILE))('purchases of the second half of CDNOW are predicted as well as published', () => {
  const customers = cdnow(readFileSync(FILE, 'utf8'))
  const model = run(fitBgNbd(customers.map(({ buying }) => buying)))
  const errors = customers.map(({ buying, later }) => Math.abs(expectedPurchases(model, buying, 39) - later))
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.786)
})

it.runIf(existsSync(FILE))('what customers of CDNOW spend has the published parameters', () => {
  // Fader and Hardie (2013): p = 6.25, q = 3.74, γ = 15.44, over the values of repeat purchases.
  const spenders = cdnow(readFileSync(FILE, 'utf8')).flatMap(({ repeats }) => spendingOf(repeats) ?? [])
  const { p, q, gamma } = run(fitGammaGamma(spenders))
  expect([p.toFixed(2), q.toFixed(2), gamma.toFixed(2)]).toEqual(['6.25', '3.74', '15.44'])
})

it('the published example: two repeats, the last after 30.43 of 38.86 weeks', () => {
  const customer = { repeats: 2, last: 30.43, age: 38.86 }
  // Fader, Hardie, Lee (2005), page 280: 1.226 purchases in the next 39 weeks.
  expect(expectedPurchases(PUBLISHED, customer, 39)).toBeCloseTo(1.226, 3)
  expect(probabilityAlive(PUBLISHED, customer)).toBeCloseTo(0.7266, 3)
})

it('nothing is expected in no time, more in a longer one, and never less of one who bought later', () => {
  const at = (last: number, weeks: number) =>
    expectedPurchases(PUBLISHED, { repeats: 3, last, age: 50 }, weeks)
  expect(at(40, 0)).toBeCloseTo(0, 9)
  const growing = [1, 5, 20, 100, 500].map((weeks) => at(40, weeks))
  expect(growing).toEqual([...growing].sort((a, b) => a - b))
  expect(at(45, 20)).toBeGreaterThan(at(20, 20))
})

it('a customer who never came back is active as far as the model tells; beside a = 1 nothing jumps', () => {
  expect(probabilityAlive(PUBLISHED, { repeats: 0, last: 0, age: 100 })).toBe(1)
  const near = (a: number) => expectedPurchases({ ...PUBLISHED, a }, { repeats: 1, last: 5, age: 20 }, 10)
  expect(near(1)).toBeCloseTo((near(0.999) + near(1.001)) / 2, 5)
})

it('parameters are found again from customers that were drawn with them', () => {
  const fitted = run(fitBgNbd(drawn({ r: 0.8, alpha: 6, a: 0.9, b: 2.5 }, 20_000)))
  const near = (value: number, wanted: number) => expect(Math.abs(value / wanted - 1)).toBeLessThan(0.15)
  near(fitted.r, 0.8)
  near(fitted.alpha, 6)
  near(fitted.a / (fitted.a + fitted.b), 0.9 / 3.4)
})

it('parameters of spending are found again from customers that were drawn with them', () => {
  const [p, q, gamma] = [6, 4, 1_500]
  const random = mulberry(11)
  const spenders = Array.from({ length: 10_000 }, (_, n) => {
    const purchases = 1 + (n % 5)
    const rate = gammaDraw(q, random) / gamma
    // The sum of so many gamma distributed values is gamma distributed.
    return { purchases, mean: gammaDraw(p * purchases, random) / rate / purchases }
  })
  const fitted = run(fitGammaGamma(spenders))
  expect(Math.abs(fitted.p / p - 1)).toBeLessThan(0.15)
  expect(Math.abs(fitted.q / q - 1)).toBeLessThan(0.15)
  // The mean of all: 6 · 1,500 / 3.
  expect(Math.abs((fitted.p * fitted.gamma) / (fitted.q - 1) / 3_000 - 1)).toBeLessThan(0.05)
})

it('expected spending lies between the customer’s own mean and that of all, nearer to the own with more purchases', () => {
  const model = { p: 6.25, q: 3.74, gamma: 15.44 }
  const all = (model.p * model.gamma) / (model.q - 1)
  const of = (purchases: number) => expectedSpending(model, { purchases, mean: 100 })
  expect(of(1)).toBeGreaterThan(all)
  expect(of(10)).toBeGreaterThan(of(1))
  expect(of(10)).toBeLessThan(100)
})

it('expected spending is the customer’s own mean where the mean of all is infinite', () => {
  // p x + q − 1 = 0.1 + 0.2 − 1 < 0.
  expect(expectedSpending({ p: 0.1, q: 0.2, gamma: 15 }, { purchases: 1, mean: 100 })).toBe(100)
})

it('purchases of a customer: repeats and weeks since the first, the usual gap, and days that cost something', () => {
  const days = [
    { day: 100, paid: 500 },
    { day: 114, paid: 0 },
    { day: 121, paid: 700 },
  ]
  expect(purchasingOf(days, 135)).toEqual({ repeats: 2, last: 3, age: 5 })
  expect([usualGap(days), usualGap(days.slice(0, 1))]).toEqual([10.5, undefined])
  expect([spendingOf(days), spendingOf([])]).toEqual([{ purchases: 2, mean: 600 }, undefined])
})

it('digamma and the hypergeometric function equal independent values', () => {
  // Abramowitz and Stegun (1964), table 6.1 and 15.1.3: ₂F₁(1, 1; 2; z) = −ln(1 − z) / z.
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13)
  expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 13)
  expect(digamma(10)).toBeCloseTo(2.251752589066721, 13)
  for (const z of [0.1, 0.5, 0.9, 0.99]) {
    expect(hypergeometric(1, 1, 2, z)).toBeCloseTo(-Math.log(1 - z) / z, 10)
  }
})

/** Customers by the story of the model: gamma rates, beta chances of leaving, exponential waiting times. */
function drawn({ r, alpha, a, b }: BgNbd, count: number) {
  const random = mulberry(7)
  const exponential = () => -Math.log(1 - random())
  return Array.from({ length: count }, (_, n) => {
    const rate = gammaDraw(r, random) / alpha
    const [x, y] = [gammaDraw(a, random), gammaDraw(b, random)]
    const leaves = x / (x + y)
    const age = 30 + (n % 20)
    let [repeats, last, time] = [0, 0, 0]
    for (;;) {
      time += exponential() / rate
      if (time > age) return { repeats, last, age }
      repeats += 1
      last = time
      if (random() < leaves) return { repeats, last, age }
    }
  })
}

/** @see G. Marsaglia, W. Tsang (2000), A Simple Method for Generating Gamma Variables */
function gammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A small generator of its own, so that the draws do not depend on the engine. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
