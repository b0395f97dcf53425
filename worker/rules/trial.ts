import type { Rule } from '../../engine/rules/rule.ts'
import type { Actor } from '../../schema/audit.ts'
import type { RuleRow, WrittenRule } from '../../schema/shop/rules.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { Store } from '../store/open.ts'
import { readRules } from '../store/shop/rules.ts'
import { compileRules } from './compile.ts'

/** Rules that are tried: new ones, changed ones with their id, and live ones that are switched off. */
export type Trial = {
  drafts: readonly (WrittenRule & { rule_id?: string | undefined })[]
  without: readonly string[]
}

/**
 * The live rules of a shop, and what they would be with a trial. Drafts are live in it, whatever their status.
 * @throws {PairwellError} `unknown_rule`
 */
export async function rulesWith(
  store: Store,
  { time_zone }: { time_zone: string },
  actor: Actor,
  now: number,
  { drafts, without }: Trial,
): Promise<{ live: Rule[]; tried: Rule[] }> {
  const rows = await readRules(store)
  const named = [...without, ...drafts.flatMap(({ rule_id }) => rule_id ?? [])]
  const unknown = named.find((rule_id) => !rows.some((row) => row.rule_id === rule_id))
  if (unknown !== undefined) {
    throw new PairwellError('unknown_rule', `There is no rule ${unknown}. GET /v1/rules lists them.`)
  }
  const changed = drafts.map(({ rule_id, ...rule }, at): RuleRow => {
    const by = {
      shop_id: store.shop_id,
      version: 1,
      actor_kind: actor.kind,
      actor_id: actor.id,
      // As when they are saved: the later one is the newer one.
      created_at: now + at,
    }
    return { ...by, rule_id: rule_id ?? `draft ${at + 1}`, rule: { ...rule, status: 'live' } }
  })
  const kept = rows.filter(({ rule_id }) => !named.includes(rule_id))
  return {
    live: compileRules(rows, time_zone),
    tried: compileRules([...kept, ...changed], time_zone),
  }
}
