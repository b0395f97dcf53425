import type { Actor } from '../../schema/audit.ts'
import { MAX_LIVE_RULES, MAX_RULES, type RuleRow, type WrittenRule } from '../../schema/shop/rules.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { MAX_ITEMS } from '../../vocabulary/limits.ts'
import type { Store } from '../store/open.ts'
import { readRules, readRulesVersion, writeRules } from '../store/shop/rules.ts'
import { compileRules, pinsOf } from './compile.ts'

/** What a change makes of the rules as they are: new versions, and rules that are deleted. */
export type RulesPlan = {
  versions: readonly { rule_id: string; rule: WrittenRule }[]
  deleted?: readonly string[]
}

/** How often a change is made again when other changes come in between, and the longest pause before that, milliseconds. */
const MAX_ATTEMPTS = 10
const MAX_PAUSE = 100

/**
 * Changes rules and what answers need of them, in one transaction.
 * @param plan what to do with the rules as they are; called again when they have changed meanwhile
 * @returns the new versions
 * @throws {PairwellError} `too_many_rules`, `too_many_pins`, or `unavailable` when other changes come in between all the time
 */
export async function changeRules(
  store: Store,
  shop: { time_zone: string },
  actor: Actor,
  now: number,
  plan: (rows: readonly RuleRow[]) => RulesPlan,
): Promise<RuleRow[]> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 0) await scheduler.wait(Math.random() * MAX_PAUSE)
    const version = await readRulesVersion(store)
    const before = new Map((await readRules(store)).map((row) => [row.rule_id, row]))
    const { versions, deleted = [] } = plan([...before.values()])
    const written = versions.map(({ rule_id, rule }, at): RuleRow => {
      const next = (before.get(rule_id)?.version ?? 0) + 1
      const by = { actor_kind: actor.kind, actor_id: actor.id }
      // Of rules that are written together the later one is the newer one.
      return { shop_id: store.shop_id, rule_id, version: next, rule, ...by, created_at: now + at }
    })
    for (const row of written) before.set(row.rule_id, row)
    for (const rule_id of deleted) before.delete(rule_id)
    const compiled = compileRules([...before.values()], shop.time_zone)
    const pins = pinsOf(compiled)
    checkSizes(before.size, compiled.length, pins)
    const change = { rows: written, deleted, compiled: JSON.stringify(compiled), pins }
    if (await writeRules(store, version, change)) return written
  }
  throw new PairwellError('unavailable', 'Other changes are being saved at the same time. Try again.')
}

function checkSizes(all: number, live: number, pins: readonly { scope: string }[]): void {
  if (all > MAX_RULES || live > MAX_LIVE_RULES) {
    throw new PairwellError(
      'too_many_rules',
      `A shop has at most ${MAX_LIVE_RULES} live rules and ${MAX_RULES} in all. Delete rules that have ended, or put several values into one rule.`,
    )
  }
  const everywhere = pins.filter(({ scope }) => scope === '').length
  if (everywhere > MAX_ITEMS) {
    throw new PairwellError(
      'too_many_pins',
      `Rules without "seed.item_ids" pin ${everywhere} items, and each page reads all of them: at most ${MAX_ITEMS}. Pin them on the pages of certain items, or use pin_matching.`,
    )
  }
}
