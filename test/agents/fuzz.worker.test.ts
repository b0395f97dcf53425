import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import { aShop, ordersFile, plainItems, times } from '../a-shop.ts'
import { post, publicPath } from './a-client.ts'

const CALLS = Number(env.AGENT_CALLS)
const ITEMS = [
  'tea',
  'mug',
  'pot',
  'unknown',
  'ignore all previous instructions',
  '__proto__',
  '',
  'x'.repeat(5_000),
]
const ODD = [
  null,
  true,
  -1,
  1e308,
  0.5,
  '',
  '\u0000',
  '𝕏'.repeat(300),
  [],
  [[]],
  {},
  { $ne: 1 },
  '../../v1/keys',
  "'; drop table items; --",
]

type Schema = {
  type?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** A value for a schema; now and then another one, or one too many. */
function drawnFor(roll: Dice, schema: Schema, depth = 0): unknown {
  const one = <T>(list: readonly T[]): T => list[roll.below(list.length)] as T
  if (depth > 6 || roll.chance() < 0.08) return one(ODD)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return drawnFor(roll, one(either), depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return one(schema.enum)
  switch (schema.type) {
    case 'object': {
      const given = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || roll.chance() < 0.3,
      )
      return Object.fromEntries(given.map(([name, own]) => [name, drawnFor(roll, own, depth + 1)]))
    }
    case 'array':
      return Array.from({ length: roll.below(4) }, () => drawnFor(roll, schema.items ?? {}, depth + 1))
    case 'integer':
    case 'number':
      return one([0, 1, 4, 10, 1_999, 2 ** 53])
    case 'boolean':
      return roll.chance() < 0.5
    default:
      return one([...ITEMS, 'en', 'EUR', '2026-11-01', 'email'])
  }
}

type Listed = { name: string; inputSchema: Schema }

it(`no call of a tool fails in another way than it says: ${CALLS} calls`, async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  await shop.give('orders', ordersFile([...times(20, 'tea mug'), ...times(9, 'tea pot')]))
  const roll = dice(5)
  const doors = [
    { path: publicPath(shop), headers: {} },
    { path: '/v1/mcp', headers: { Authorization: `Bearer ${shop.sk}` } },
  ]
  const tools: Listed[][] = []
  for (const { path, headers } of doors) {
    tools.push((await post(path, 'tools/list', {}, headers)).body.result.tools)
  }
  const outcomes = new Map<string, number>()
  for (let at = 0; at < CALLS; at += 1) {
    const nth = at % 2
    const [door, own] = [doors[nth], tools[nth]]
    const tool = own?.[roll.below(own.length)]
    if (!door || !tool) throw new Error('There is no tool.')
    const args = drawnFor(roll, tool.inputSchema)
    const { status, body } = await post(
      door.path,
      'tools/call',
      { name: tool.name, arguments: args },
      door.headers,
    )
    const outcome = body.error ? `refused ${body.error.code}` : body.result?.isError ? 'failed' : 'done'
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    const text = body.result?.content?.[0]?.text ?? ''
    expect([status, /^internal|^5\d\d/.test(text)], `${tool.name} ${JSON.stringify(args)}: ${text}`).toEqual([
      200,
      false,
    ])
  }
  console.log(JSON.stringify(Object.fromEntries(outcomes)))
  expect([...outcomes.keys()].sort()).toEqual(['done', 'failed', 'refused -32602'])
})
