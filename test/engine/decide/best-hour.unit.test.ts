import { describe, expect, it } from 'vitest'
import { bestHour, HOURS } from '../../../engine/decide/best-hour.ts'

/** Responses by hour, as `hour: number`. */
const responses = (counts: Record<number, number>) =>
  Float64Array.from({ length: HOURS }, (_, hour) => counts[hour] ?? 0)
const NONE = responses({})

describe('the hour at which customers of a shop respond', () => {
  const ofAll = (counts: Record<number, number>) => bestHour(NONE, responses(counts))

  it('is not known below 50 responses', () => {
    expect(ofAll({ 9: 20, 18: 29 })).toBeUndefined()
    expect(ofAll({ 9: 20, 18: 30 })).toBe(18)
    expect(bestHour(responses({ 9: 49 }), responses({ 9: 49 }))).toBeUndefined()
  })

  it('is the one with most responses, those of the hours beside it counted by half', () => {
    // 19 h: 30 + (40 + 40) / 2 = 70; 18 h and 20 h: 40 + 30 / 2 = 55.
    expect(ofAll({ 18: 40, 19: 30, 20: 40 })).toBe(19)
    // 19 h: 10 + 40 = 50; 18 h: 60 + 10 / 2 = 65.
    expect(ofAll({ 18: 60, 19: 10, 20: 20 })).toBe(18)
    // Hours that are further away count for nothing: 9 h has 45 + 40 / 2 = 65, 20 h has 50.
    expect(ofAll({ 9: 45, 10: 40, 18: 40, 20: 50, 22: 40 })).toBe(9)
  })

  it('has neighbours across midnight', () => {
    expect(ofAll({ 23: 40, 0: 30, 1: 40 })).toBe(0)
    expect(ofAll({ 22: 40, 23: 30, 0: 40 })).toBe(23)
  })

  it('is the earlier one of two that are equal', () => {
    expect(ofAll({ 8: 40, 20: 40 })).toBe(8)
    expect(ofAll(Object.fromEntries(Array.from({ length: HOURS }, (_, hour) => [hour, 5])))).toBe(0)
  })

  it('is found however evenly they respond', () => {
    const even = Object.fromEntries(Array.from({ length: HOURS }, (_, hour) => [hour, 5]))
    expect(ofAll({ ...even, 15: 6 })).toBe(15)
  })
})

describe('the hour of one customer', () => {
  const all = responses({ 18: 200 })

  it('is that of the shop until more than ten responses of their own say otherwise', () => {
    expect(bestHour(NONE, all)).toBe(18)
    expect(bestHour(responses({ 21: 10 }), all)).toBe(18)
    expect(bestHour(responses({ 21: 11 }), all)).toBe(21)
    // With ten both hours are equal, and the earlier one is taken.
    expect(bestHour(responses({ 9: 9 }), all)).toBe(18)
    expect(bestHour(responses({ 9: 10 }), all)).toBe(9)
  })

  it('weighs the same in a large shop', () => {
    const large = responses({ 18: 1_000_000 })
    expect(bestHour(responses({ 21: 10 }), large)).toBe(18)
    expect(bestHour(responses({ 21: 11 }), large)).toBe(21)
  })

  it('decides between two hours of the shop by few responses', () => {
    const both = responses({ 9: 100, 18: 104 })
    expect(bestHour(NONE, both)).toBe(18)
    expect(bestHour(responses({ 9: 1 }), both)).toBe(9)
  })
})
