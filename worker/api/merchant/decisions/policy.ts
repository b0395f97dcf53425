import { Hono } from 'hono'
import { policySimulation, policyTrial } from '../../../../schema/decisions/policy-simulation.ts'
import { simulatePolicy } from '../../../decisions/simulate-policy.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'

/** Tries a contact policy on the contacts that were made, and changes nothing. */
export const policyRoute = new Hono<App>().post(
  '/contact-policy/simulate',
  describe(
    'Try a contact policy on past contacts',
    {
      status: 200,
      shape: policySimulation,
      what: 'How many contacts of the last days it would have withheld or moved, why, on which channels, and which offers would lose. At most the newest 20,000 decisions are looked at.',
    },
    'invalid_input',
    'invalid_json',
  ),
  valid('json', policyTrial),
  async (c) => {
    const { store, shop } = c.var
    const { contact_policy, days } = c.req.valid('json')
    return c.json(await simulatePolicy(store, shop, contact_policy, days, Date.now()))
  },
)
