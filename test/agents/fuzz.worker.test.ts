import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import { aShop, ordersFile, plainItems, times } from '../a-shop.ts'
import { drawnFor, type Schema } from '../drawn.ts'
import { post, publicPath } from './a-client.ts'

const CALLS = Number(env.AGENT_CALLS)
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
