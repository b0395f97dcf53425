import { topK } from '../../../engine/numbers/top-k.ts'
import type { AccountModelRow } from '../../../schema/accounts/white-space.ts'
import type { AccountScope } from '../../store/accounts/scope.ts'
import { readCoverage } from '../../store/accounts/team.ts'
import type { Store } from '../../store/open.ts'

/** Families that a rep's coverage names: those with the largest expected margin. */
const MAX_MISSING = 20

/** Which families the accounts of each rep do not buy, and with which two accounts to begin. */
export async function coverageOf(
  store: Store,
  model: AccountModelRow,
  scope: AccountScope,
  rep: string | undefined,
) {
  const { reps, covered, begin, tried } = await readCoverage(store, scope, rep)
  const bought = new Set(covered.map(({ rep: own, f }) => `${own} ${f}`))
  const isTried = new Set(tried.map(({ rep: own, family }) => `${own} ${family}`))
  return {
    items: reps.map(({ rep: own, name, accounts }) => {
      const missing = [...model.families.keys()].filter((f) => !bought.has(`${own} ${f}`))
      const rows = begin.filter((one) => one.rep === own)
      const beginWith = (f: number) => rows.filter((one) => one.f === f)
      const worth = (f: number) => beginWith(f).reduce((sum, { margin }) => sum + margin, 0)
      const best = topK(missing, MAX_MISSING, worth)
      return {
        ...{ rep: own, rep_name: name, accounts, families: model.families.length },
        covered: model.families.length - missing.length,
        missing: best.map((f) => ({
          family: model.families[f] ?? '',
          tried: isTried.has(`${own} ${model.families[f] ?? ''}`),
          begin_with: beginWith(f).map(({ account_id, name: account, margin, p }) => ({
            ...{ account_id, name: account, margin: Math.round(margin), probability: p },
          })),
        })),
      }
    }),
  }
}
