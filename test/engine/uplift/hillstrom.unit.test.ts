import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HILLSTROM, halfOf, hillstromRows, MENS, scored, WOMENS } from '../../../bench/uplift/halves.ts'
import { comparisonOf } from '../../../engine/uplift/campaign.ts'
import { qiniOf, upliftAt } from '../../../engine/uplift/qini.ts'
import { effectsOf, fitUplift } from '../../../engine/uplift/uplift-model.ts'
import { drained } from '../choice/drained.ts'

// One of the halvings of the bench, in which both choices are known: docs/RESULTS.md, "Uplift".
describe.skipIf(!existsSync(HILLSTROM))(
  'the e-mail test of 64,000 customers, one half fitted and the other tested',
  () => {
    const rows = existsSync(HILLSTROM) ? hillstromRows('visit') : []
    const model = drained(fitUplift(halfOf(rows, 1, true)))
    const of = (mail: string) => {
      const test = scored(
        comparisonOf(halfOf(rows, 1, false), mail),
        (features) => effectsOf(model, features).find(({ treatment }) => treatment === mail)?.effect ?? 0,
      )
      return { qini: 1_000 * qiniOf(test), uplift: upliftAt(test, 0.3) }
    }
    const rankingOf = (mail: string) => model.treatments.find(({ treatment }) => treatment === mail)?.ranking

    it("who visits because of the women's mail is known by the difference", () => {
      expect(['two_models', 'interactions', 'transformed']).toContain(rankingOf(WOMENS))
      expect(of(WOMENS).qini).toBeGreaterThan(5)
      expect(of(WOMENS).uplift).toBeGreaterThan(0.055)
    })

    it("who visits because of the men's mail is known by the response", () => {
      expect(rankingOf(MENS)).toBe('response')
      expect(of(MENS).qini).toBeGreaterThan(1.5)
    })

    it('the average effects are the published ones, within the error of a half', () => {
      const average = (mail: string) =>
        model.treatments.find(({ treatment }) => treatment === mail)?.average ?? 0
      expect(average(WOMENS)).toBeGreaterThan(0.0452 - 0.01)
      expect(average(WOMENS)).toBeLessThan(0.0452 + 0.01)
      expect(average(MENS)).toBeGreaterThan(0.0766 - 0.01)
      expect(average(MENS)).toBeLessThan(0.0766 + 0.01)
    })
  },
)
