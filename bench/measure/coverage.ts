import { compare } from '../../engine/measure/compare.ts'
import { type Coverage, runLog, trueMean, type World } from './logs.ts'

const LOOKS = 20

/** Runs experiments with seeds 1 … `logs` and counts how often intervals cover the truth. */
export function coverageOf(world: World, logs: number): Coverage {
  const truth = trueMean(world) * world.effect
  const sums: Coverage = { covered: 0, found: 0, always_covered: 0, always_found: 0, left: 0, effect: 0 }
  for (let seed = 1; seed <= logs; seed += 1) {
    let last: ReturnType<typeof compare> | undefined
    let [held, found] = [true, false]
    runLog(world, seed, LOOKS, (arm, control, buyers) => {
      last = compare(arm, control, buyers, world.visitors)
      if (!last.always) return
      held &&= last.always.low <= truth && truth <= last.always.high
      found ||= last.always.low > 0 || last.always.high < 0
    })
    if (!last) continue
    const { low, high, value } = last.effect
    sums.covered += Number(low <= truth && truth <= high)
    sums.found += Number(low > 0 || high < 0)
    sums.always_covered += Number(held)
    sums.always_found += Number(found)
    sums.left += last.variance_left
    sums.effect += value
  }
  return {
    covered: sums.covered / logs,
    found: sums.found / logs,
    always_covered: sums.always_covered / logs,
    always_found: sums.always_found / logs,
    left: sums.left / logs,
    effect: sums.effect / logs,
  }
}
