import { allocate } from '../../engine/allocate/allocate.ts'
import { decisionsOf } from '../../engine/allocate/decide.ts'
import { Recount } from './recount.ts'
import { bestValue } from './reference.ts'
import { type WaveShape, wave } from './wave.ts'

const CUSTOMERS = 2_000
const SHAPE = { customers: CUSTOMERS, chunk: CUSTOMERS, offers: 20, channels: 3, stock: null }
/** Limits that bind little, much, and each kind of them. */
const KINDS: Readonly<Record<string, Omit<WaveShape, 'seed'>>> = {
  loose: { ...SHAPE, budget: 0.6, capacity: 0.3, minimums: [0.1, 0.1] },
  'budget tight': { ...SHAPE, budget: 0.1, capacity: 0.1, minimums: [0.05, 0.05] },
  'channels tight': { ...SHAPE, budget: 3, capacity: 0.08, minimums: [0.1, 0.1] },
  'minimums tight': { ...SHAPE, budget: 0.2, capacity: 0.15, minimums: [0.5, 0.4] },
  'stocks too': { ...SHAPE, budget: 0.4, capacity: 0.3, stock: 0.015, minimums: [0.1, 0.1] },
}

type Case = { below: number; gap: number; exceeded: number; short: number; milliseconds: number }

/** Prints how far plans are below the best value of the relaxation. @param waves of each kind */
export async function nearOptimum(waves: number): Promise<void> {
  console.log(`| limits | waves | below the optimum of the relaxation: mean | worst | own bound above the plan: worst | hard limits exceeded | minimums not reached | ms a plan |
|---|---|---|---|---|---|---|---|`)
  for (const [kind, shape] of Object.entries(KINDS)) {
    const cases: Case[] = []
    for (let seed = 1; seed <= waves; seed += 1) cases.push(await oneCase({ ...shape, seed }))
    const mean = (of: (one: Case) => number) => cases.reduce((sum, one) => sum + of(one), 0) / cases.length
    const worst = (of: (one: Case) => number) => Math.max(...cases.map(of))
    const total = (of: (one: Case) => number) => cases.reduce((sum, one) => sum + of(one), 0)
    const percent = (part: number) => `${(100 * part).toFixed(3)} %`
    console.log(
      `| ${kind} | ${waves} | ${percent(mean((one) => one.below))} | ${percent(worst((one) => one.below))} | ${percent(worst((one) => one.gap))} | ${total((one) => one.exceeded)} | ${total((one) => one.short)} | ${mean((one) => one.milliseconds).toFixed(0)} |`,
    )
  }
}

async function oneCase(shape: WaveShape): Promise<Case> {
  const { campaign, source } = wave(shape)
  const [customers] = source()
  if (!customers) throw new Error('The wave has no customers.')
  const start = performance.now()
  const plan = await allocate(campaign, source)
  const milliseconds = performance.now() - start
  const recount = new Recount(campaign)
  recount.add(customers, decisionsOf(campaign, plan)(customers))
  const short = plan.report.limits.filter(({ is_short }) => is_short).length
  const relaxed = await bestValue(campaign, customers, { isExact: false })
  if (relaxed.status !== 'Optimal') throw new Error(`The relaxation is ${relaxed.status}.`)
  return {
    ...{ below: 1 - recount.value / relaxed.value, gap: plan.report.gap ?? 0 },
    ...{ exceeded: recount.exceeded, short, milliseconds },
  }
}
