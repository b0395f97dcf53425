import { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { secondsIn } from '../../packages/client/src/errors.ts'
import {
  ApiError,
  AuthenticationError,
  type CallOptions,
  ConflictError,
  ConnectionError,
  InvalidInputError,
  NotFoundError,
  Pairwell,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnexpectedAnswerError,
} from '../../packages/client/src/index.ts'
import { pauseAfter, safetyOf } from '../../packages/client/src/retry.ts'
import { aServer, problem, type Scripted } from './a-server.ts'

/** A client of a server with these answers. */
async function having(answers: readonly Scripted[], options: { timeout?: number; retries?: number } = {}) {
  const { url, received, close } = await aServer(...answers)
  onTestFinished(close)
  return { client: new Pairwell({ url, key: 'sk_test', ...options }), received }
}

/** Asks for an answer at once, so that no test waits. */
const NOW = { 'Retry-After': '0' }
const BUSY: Scripted = { status: 503, body: problem(503, 'busy'), headers: NOW }
const PAGE: Scripted = { status: 200, body: { items: [], next: null } }
const write = (client: Pairwell, options: CallOptions = {}) =>
  client.call('PUT /v1/items', {
    body: { items: [{ item_id: 'tea', title: 'Tea', variants: [] }] },
    ...options,
  })

it('sends the parts of a call where they belong, and returns the answer', async () => {
  const { client, received } = await having([{ status: 200, body: { item_id: 'a/b ü' } }])
  const item = await client.call('GET /v1/items/{item_id}', { path: { item_id: 'a/b ü' } })
  expect(item.item_id).toBe('a/b ü')
  await client.call('GET /v1/recommendations', {
    query: { placement: 'cart', cart_item_ids: ['tea', 'mug'], limit: undefined },
  })
  expect(received.map(({ path }) => path)).toEqual([
    '/v1/items/a%2Fb%20%C3%BC',
    '/v1/recommendations?placement=cart&cart_item_ids=tea%2Cmug',
  ])
  expect(received[0]?.headers).toMatchObject({ authorization: 'Bearer sk_test' })
})

it.each(['', '.', '..'])('an id "%s", which would name another route, is refused', async (item_id) => {
  const { client, received } = await having([PAGE])
  await expect(client.call('DELETE /v1/items/{item_id}', { path: { item_id } })).rejects.toThrow(RangeError)
  expect(received).toEqual([])
})

it('public routes get no key', async () => {
  const { client, received } = await having([{ status: 200, body: {} }])
  await client.call('GET /p/{pk}/recommendations', { path: { pk: 'pk_a' }, query: { placement: 'home' } })
  expect(received[0]?.headers.authorization).toBeUndefined()
})

it.each([
  [400, 'invalid_input', InvalidInputError],
  [401, 'unknown_key', AuthenticationError],
  [403, 'not_permitted', PermissionError],
  [404, 'unknown_item', NotFoundError],
  [409, 'shop_in_use', ConflictError],
  [412, 'changed_meanwhile', ConflictError],
  [422, 'bad_rows', InvalidInputError],
  [429, 'too_many_events', RateLimitError],
  [500, 'internal', ServerError],
])('%i %s is an error of its own class, with what the API said', async (status, code, Class) => {
  const { client } = await having(
    [{ status, body: problem(status, code), headers: { 'Retry-After': '7' } }],
    {
      retries: 0,
    },
  )
  const failure = await write(client).catch((thrown) => thrown)
  expect(failure).toBeInstanceOf(Class)
  expect(failure).toBeInstanceOf(ApiError)
  expect(failure).toMatchObject({ status, code, message: `This is ${code}.`, route: 'PUT /v1/items' })
  expect(failure).toMatchObject({ name: Class.name, retryAfter: 7 })
})

it('an error names its field and row: of a body by index, of a file by line', async () => {
  const issues = [{ field: 'items.3.title', message: 'This field is missing.' }]
  const errors = [{ row: 7, column: 'price', code: 'bad_price', message: 'No price.', value: 'x' }]
  const { client } = await having([
    { status: 400, body: problem(400, 'invalid_input', { issues }) },
    { status: 422, body: problem(422, 'bad_rows', { refused: 1, errors }) },
  ])
  const ofBody = await write(client).catch((thrown) => thrown)
  expect(ofBody).toMatchObject({ field: 'items.3.title', row: 3, issues })
  const ofFile = await client.upload('items', 'id\n').catch((thrown) => thrown)
  expect(ofFile).toMatchObject({ field: 'price', row: 7, rows: errors, problem: { refused: 1 } })
})

it('an answer of another server is said to be one', async () => {
  const { client } = await having([{ status: 404, body: '<h1>Not here</h1>' }])
  const failure = await write(client).catch((thrown) => thrown)
  expect(failure).toBeInstanceOf(UnexpectedAnswerError)
  expect(failure.message).toContain('<h1>Not here</h1>')
})

it('a call is repeated after a failure that passes, with one Idempotency-Key', async () => {
  const { client, received } = await having([BUSY, { cut: true }, PAGE])
  await write(client)
  const keys = received.map(({ headers }) => headers['idempotency-key'])
  expect(keys).toHaveLength(3)
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
})

it('two calls have two keys, and the caller may give one', async () => {
  const { client, received } = await having([PAGE])
  await write(client)
  await write(client)
  await write(client, { idempotencyKey: 'order-7' })
  const [first, second, third] = received.map(({ headers }) => headers['idempotency-key'])
  expect(first).not.toBe(second)
  expect(third).toBe('order-7')
})

it('what would be a second call is not repeated', async () => {
  const { client, received } = await having([BUSY, PAGE])
  await expect(client.call('POST /v1/keys', { body: { kind: 'secret' } })).rejects.toThrow(ServerError)
  expect(received).toHaveLength(1)
  expect(received[0]?.headers['idempotency-key']).toBeUndefined()
})

it('a key that the route would ignore is a mistake of the caller', async () => {
  const { client, received } = await having([PAGE])
  const body = { customer: 'c', channel: 'web' } as const
  const call = client.call('POST /v1/decisions', { body, idempotencyKey: 'once' })
  await expect(call).rejects.toThrow('POST /v1/decisions takes no Idempotency-Key.')
  expect(received).toEqual([])
})

it('but a call that was refused for its rate was not executed', async () => {
  const { client, received } = await having([
    { status: 429, body: problem(429, 'too_many_events'), headers: NOW },
    { status: 202, body: {} },
  ])
  const body = { consent: false, sent_at: 1, events: [] }
  await client.call('POST /p/{pk}/events', { path: { pk: 'pk_a' }, body })
  expect(received).toHaveLength(2)
})

it('gives up after the repetitions, and at once for what does not pass', async () => {
  const { client, received } = await having([BUSY], { retries: 2 })
  await expect(write(client)).rejects.toMatchObject({ code: 'busy' })
  expect(received).toHaveLength(3)
  const other = await having([{ status: 404, body: problem(404, 'unknown_item') }])
  await expect(write(other.client)).rejects.toThrow(NotFoundError)
  expect(other.received).toHaveLength(1)
})

it('waits twice as long each time, at least as long as it is asked to, and not for ever', () => {
  const busy = (retryAfter?: number) => new ServerError(problem(503, 'busy') as never, '', retryAfter)
  const after = (attempt: number) => pauseAfter(busy(), 'keyed', attempt, 1)
  expect([1, 2, 3, 9].map(after)).toEqual([500, 1_000, 2_000, 60_000])
  expect(pauseAfter(busy(), 'keyed', 1, 0)).toBe(250)
  expect(pauseAfter(busy(2), 'keyed', 1, 1)).toBe(2_000)
  expect(pauseAfter(busy(300), 'keyed', 1, 1)).toBeUndefined()
  const running = new ConflictError(problem(409, 'still_running') as never, '')
  expect(pauseAfter(running, 'keyed', 1, 1)).toBe(8_000)
})

it('knows which routes take a key', () => {
  expect(safetyOf('POST', 'POST /v1/models')).toBe('keyed')
  expect(safetyOf('POST', 'POST /v1/decisions')).toBe('once')
  expect(safetyOf('PUT', 'PUT /v1/customers')).toBe('idempotent')
  expect(safetyOf('POST', 'POST /p/{pk}/events')).toBe('once')
})

it('Retry-After is a number of seconds or a date', () => {
  expect(secondsIn('12')).toBe(12)
  expect(secondsIn('Sun, 06 Nov 1994 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 30))).toBe(7)
  expect([secondsIn(null), secondsIn('soon')]).toEqual([undefined, undefined])
})

it('a call without an answer in time, or a connection that breaks, is an error with its cause', async () => {
  const late = await having([{ hang: true }], { timeout: 30, retries: 0 })
  await expect(write(late.client)).rejects.toThrow(TimeoutError)
  const cut = await having([{ cut: true }], { retries: 0 })
  const failure = await write(cut.client).catch((thrown) => thrown)
  expect(failure).toBeInstanceOf(ConnectionError)
  expect(failure.cause).toBeInstanceOf(Error)
})

it('a signal ends the call with its own reason, also between two attempts', async () => {
  const { client, received } = await having([
    { status: 503, body: problem(503, 'busy'), headers: { 'Retry-After': '50' } },
  ])
  const controller = new AbortController()
  const waiting = write(client, { signal: controller.signal })
  await expect.poll(() => received.length).toBe(1)
  controller.abort(new Error('The shopper has left.'))
  await expect(waiting).rejects.toThrow('The shopper has left.')
  await expect(write(client, { signal: AbortSignal.abort(new Error('Too late.')) })).rejects.toThrow(
    'Too late.',
  )
})

it('a list is asked for page by page, as far as it is read', async () => {
  const page = (ids: string[], next: string | null) => ({
    status: 200,
    body: { items: ids.map((item_id) => ({ item_id })), next },
  })
  const { client, received } = await having([page(['a', 'b'], 'n1'), page([], 'n2'), page(['c'], null)])
  const ids: string[] = []
  for await (const { item_id } of client.list('GET /v1/items', { query: { limit: 2 } })) ids.push(item_id)
  expect(ids).toEqual(['a', 'b', 'c'])
  expect(received.map(({ path }) => path)).toEqual([
    '/v1/items?limit=2',
    '/v1/items?limit=2&after=n1',
    '/v1/items?limit=2&after=n2',
  ])
  const some = await having([page(['a', 'b'], 'n1')])
  for await (const { item_id } of some.client.list('GET /v1/items')) if (item_id === 'a') break
  expect(some.received).toHaveLength(1)
})

it.each([
  ['a text', 'id\ntea\n'],
  ['bytes', new TextEncoder().encode('id\ntea\n')],
  ['a Blob', new Blob(['id\ntea\n'])],
  ['a stream', new Blob(['id\ntea\n']).stream()],
  ['a stream of Node', Readable.from([Buffer.from('id\n'), Buffer.from('tea\n')])],
])('uploads %s as it is', async (_, file) => {
  const { client, received } = await having([
    { status: 202, body: { import_id: 'imp_1', status: 'applying' } },
  ])
  const { import_id } = await client.upload('items', file, { query: { partial: 1 } })
  expect(import_id).toBe('imp_1')
  expect(received).toMatchObject([{ path: '/v1/imports?partial=1&kind=items', body: 'id\ntea\n' }])
  expect(received[0]?.headers['content-type']).toBe('application/octet-stream')
})

it('a stream is sent once, and a function that makes it again', async () => {
  const once = await having([BUSY, { status: 202, body: {} }])
  const stream = () => new Blob(['id\n']).stream()
  await expect(once.client.upload('items', stream())).rejects.toThrow(ServerError)
  const again = await having([BUSY, { status: 202, body: {} }])
  await again.client.upload('items', stream)
  expect(again.received.map(({ body }) => body)).toEqual(['id\n', 'id\n'])
})

it('a reply has the version, for a change that loses to no other', async () => {
  const { client, received } = await having([{ status: 200, body: {}, headers: { ETag: '"3"' } }])
  const { etag } = await client.reply('GET /v1/settings')
  expect(etag).toBe('"3"')
  await client.call('PATCH /v1/settings', { body: { price_days: 3 }, ifMatch: etag })
  expect(received[1]?.headers['if-match']).toBe('"3"')
})

it('an answer without a body is undefined, and a text a text', async () => {
  const { client } = await having([{ status: 204 }, { status: 200, body: 'a,b\n' }])
  expect(await client.call('DELETE /v1/keys/{key_id}', { path: { key_id: 'k' } })).toBeUndefined()
  expect(await client.text('GET /v1/export/{table}', { path: { table: 'orders' } })).toBe('a,b\n')
})
