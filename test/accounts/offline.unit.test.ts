import { afterEach, expect, it, vi } from 'vitest'

// Stand-ins for what a browser gives the worker and the page.

class Stored {
  readonly all = new Map<string, Response>()
  async match(request: Request | string) {
    return this.all
      .get(typeof request === 'string' ? new URL(request, 'https://x.example').href : request.url)
      ?.clone()
  }
  async delete(request: Request | string) {
    return this.all.delete(
      typeof request === 'string' ? new URL(request, 'https://x.example').href : request.url,
    )
  }
  async put(request: Request | string, answer: Response) {
    this.all.set(
      typeof request === 'string' ? new URL(request, 'https://x.example').href : request.url,
      answer,
    )
  }
}
const stores = new Map<string, Stored>()
const caches = {
  open: async (name: string) => {
    const found = stores.get(name) ?? new Stored()
    stores.set(name, found)
    return found
  },
  has: async (name: string) => stores.has(name),
  delete: async (name: string) => stores.delete(name),
}
type Listener = (event: unknown) => void
const listeners = new Map<string, Listener>()
let server: (request: Request) => Promise<Response>

async function theWorker() {
  stores.clear()
  vi.resetModules()
  vi.stubGlobal('caches', caches)
  vi.stubGlobal('location', { origin: 'https://x.example' })
  vi.stubGlobal('addEventListener', (name: string, listener: Listener) => listeners.set(name, listener))
  vi.stubGlobal('fetch', (request: Request, { signal }: { signal?: AbortSignal } = {}) =>
    Promise.race([
      server(request),
      new Promise((_, no) => signal?.addEventListener('abort', () => no(signal.reason))),
    ]),
  )
  await import('../../console/offline/service-worker.ts')
  return (path: string, signal?: AbortSignal) => {
    let answer: Promise<Response> | undefined
    const request = new Request(`https://x.example${path}`, signal ? { signal } : {})
    listeners.get('fetch')?.({
      request,
      respondWith: (one: Promise<Response>) => {
        answer = one
      },
    })
    if (!answer) throw new Error('not answered by the worker')
    return answer
  }
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const offline = async () => {
  throw new TypeError('offline')
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('the page of an account that is another rep’s now is not kept', async () => {
  const ask = await theWorker()
  server = async () => json({ account: 'A-1', terms: 'secret' })
  await ask('/v1/accounts/A-1/brief')
  server = async () => json({ code: 'unknown_account' }, 404)
  expect((await ask('/v1/accounts/A-1/brief')).status).toBe(404)
  server = offline
  await expect(ask('/v1/accounts/A-1/brief')).rejects.toThrow('offline')
})

it('whoever signs in on the device of another member is never answered as that one', async () => {
  const ask = await theWorker()
  server = async () => json({ id: 'ada', demo: false })
  await ask('/v1/me')
  // Bo opens a sign-in link in the same browser; the shop needs nine seconds.
  vi.useFakeTimers()
  server = () => new Promise((done) => setTimeout(() => done(json({ id: 'bo', demo: false })), 9_000))
  vi.stubGlobal('AbortSignal', {
    any: AbortSignal.any.bind(AbortSignal),
    timeout: (ms: number) => {
      const gone = new AbortController()
      setTimeout(() => gone.abort(new DOMException('late', 'TimeoutError')), ms)
      return gone.signal
    },
  })
  const answer = ask('/v1/me')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await (await answer).json()).toMatchObject({ id: 'bo' })
})

it('an answer that was on its way while the member signed out is not kept', async () => {
  const ask = await theWorker()
  let finish: (answer: Response) => void = () => {}
  const asked = new Promise<void>((isAsked) => {
    server = () =>
      new Promise((done) => {
        finish = done
        isAsked()
      })
  })
  const answer = ask('/v1/me')
  await asked
  // The page of another tab signs out, and forgets.
  await caches.delete('pairwell-data')
  finish(json({ id: 'ada', demo: false }))
  await answer
  server = offline
  await expect(ask('/v1/me')).rejects.toThrow('offline')
})

it('a shop that answers 503 is not better than a copy', async () => {
  const ask = await theWorker()
  server = async () => json({ account: 'A-1' })
  await ask('/v1/accounts/A-1/brief')
  server = async () => json({ code: 'unavailable' }, 503)
  expect((await ask('/v1/accounts/A-1/brief')).status).toBe(200)
})

async function theOutbox(
  storage: { getItem(): string | null; setItem(key: string, value: string): void },
  answer: (path: string) => Response,
) {
  vi.resetModules()
  const sent: string[] = []
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('fetch', async (path: string) => {
    sent.push(path)
    return answer(path)
  })
  const session = await import('../../console/session.ts')
  const box = await import('../../console/pages/accounts/offline/outbox.ts')
  session.me.value = { id: 'ada' } as never
  return { box, sent }
}
const talk = {
  account_id: 'A-1',
  name: 'Alpha',
  outcome: { outcome_id: 'o', family: 'Cups', outcome: 'accepted', at: 1 },
}

it('an outcome reaches the shop although the storage of the device is full', async () => {
  const { box, sent } = await theOutbox(
    {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    },
    () => json({}),
  )
  await box.record(talk).catch(() => {})
  expect(sent).toEqual(['/v1/accounts/A-1/outcomes'])
})

it('something else under its name in the storage does not stop the console', async () => {
  const { box } = await theOutbox({ getItem: () => 'null', setItem: () => {} }, () => json({}))
  expect(box.outbox.value).toEqual([])
})

it('an outcome at which the shop fails goes on waiting, and holds up none behind it', async () => {
  let isWell = false
  const { box, sent } = await theOutbox({ getItem: () => null, setItem: () => {} }, (path) =>
    json({}, path.includes('A-1') && !isWell ? 500 : 200),
  )
  await box.record(talk)
  await box.record({ ...talk, account_id: 'A-2', outcome: { ...talk.outcome, outcome_id: 'p' } })
  expect(box.outbox.value.map(({ account_id }) => account_id)).toEqual(['A-1'])
  expect(sent).toContain('/v1/accounts/A-2/outcomes')
  isWell = true
  await box.sendAll()
  expect(box.outbox.value).toEqual([])
})
