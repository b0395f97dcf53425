import { Hono } from 'hono'
import { pinVerdict } from '../../../../engine/measure/pin-verdict.ts'
import { pinEffect } from '../../../../schema/outcomes/pin-effect.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { readPinResponses } from '../../../store/outcomes/pin-responses.ts'
import { listRuleVersions } from '../../../store/shop/rules.ts'

const NONE = { seen: 0, clicked: 0, added: 0 }

/** Versions that are looked through for the day on which the rule began to do what it does. */
const MAX_SEARCHED = 50

/** What a rule that shows items brought, beside what stands next to them. */
export const ruleEffect = new Hono<App>().get(
  '/:rule_id/effect',
  describe(
    'Effect of a rule that shows items',
    {
      status: 200,
      shape: pinEffect,
      what: 'Clicks and additions of the items that the rule shows, and of those beside them on the same pages since the rule does what it does. For other rules both are empty.',
    },
    'unknown_rule',
  ),
  async (c) => {
    const { store } = c.var
    const rule_id = c.req.param('rule_id')
    const versions = await listRuleVersions(store, rule_id, Number.MAX_SAFE_INTEGER, MAX_SEARCHED)
    const [newest] = versions
    if (!newest) throw new PairwellError('unknown_rule', 'There is no such rule. GET /v1/rules lists them.')
    const { action, when } = newest.rule
    const same = (one: typeof newest) =>
      JSON.stringify([one.rule.action, one.rule.when, one.rule.status]) ===
      JSON.stringify([action, when, newest.rule.status])
    const changed = versions.findIndex((one) => !same(one))
    const since = (versions.at(changed < 0 ? -1 : changed - 1) ?? newest).created_at
    const shown = action.kind === 'pin' ? [action.item_id] : action.kind === 'include' ? action.item_ids : []
    const scope = {
      placements: when.placements,
      intents: when.intents ?? ['complementary'],
      seeds: when.seed?.item_ids,
    }
    const rows =
      shown.length === 0 ? [] : await readPinResponses(store, shown, scope, Math.floor(since / DAY))
    const of = (is_pinned: 0 | 1) => {
      const { seen, clicked, added } = rows.find((row) => row.is_pinned === is_pinned) ?? NONE
      return { seen, clicked, added }
    }
    const [pinned, beside] = [of(1), of(0)]
    return c.json({ rule_id, since, pinned, beside, ...pinVerdict(pinned, beside) })
  },
)
