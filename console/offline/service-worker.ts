import { COPIED_AT, DATA, PAGES } from './names.ts'

// Answers the pages of accounts from copies where there is no connection. It is built as a file of its own, and its scope are the pages
// below /console/. With a connection everything is asked of the shop, and copies are made anew; only files with a hash in their names
// are taken from the copy first.

/** What of a worker's scope is used here; the libraries of pages do not know it. */
type Scope = {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}
type FetchEvent = Event & {
  request: Request
  respondWith(answer: Promise<Response>): void
}
type LifeEvent = Event & { waitUntil(work: Promise<unknown>): void }

const scope = globalThis as unknown as Scope

/** Calls of which copies are kept: who is signed in, and what a rep needs on the way. */
const KEPT = [/^\/v1\/(me|shop)$/, /^\/v1\/accounts\/calls$/, /^\/v1\/accounts\/[^/]+\/brief$/]
/** States of an answer about something that the member must not see any more. */
const GONE: ReadonlySet<number> = new Set([403, 404, 410])
/** Milliseconds after which a copy is no longer shown: three days. */
const LONGEST = 259_200_000
/** Milliseconds to wait for the shop before a copy is better. */
const PATIENCE = 8_000

addEventListener('install', () => void scope.skipWaiting())
addEventListener('activate', (event) => (event as LifeEvent).waitUntil(scope.clients.claim()))
addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  const answer = answerFor(request, url)
  if (answer) (event as FetchEvent).respondWith(answer)
})

function answerFor(request: Request, url: URL): Promise<Response> | undefined {
  if (url.pathname.startsWith('/console/assets/')) return fromCopyFirst(request)
  if (request.mode === 'navigate') {
    return url.pathname.startsWith('/console/accounts') ? pageOrCopy(request) : undefined
  }
  return KEPT.some((one) => one.test(url.pathname)) ? answerOrCopy(request) : undefined
}

/** A file whose content never changes under its name. */
async function fromCopyFirst(request: Request): Promise<Response> {
  const pages = await caches.open(PAGES)
  const copy = await pages.match(request)
  if (copy) return copy
  const answer = await fetch(request)
  if (answer.ok) await pages.put(request, answer.clone())
  return answer
}

/** All pages of accounts are one document, which reads its address. */
async function pageOrCopy(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (failure) {
    const copy = await (await caches.open(PAGES)).match('/console/accounts', { ignoreVary: true })
    if (copy) return copy
    throw failure
  }
}

async function answerOrCopy(request: Request): Promise<Response> {
  const data = await caches.open(DATA)
  const copy = await freshCopy(data, request.url)
  try {
    const { signal } = request
    // Who is signed in is never guessed: another member may have taken the device.
    const mayGuess = copy && new URL(request.url).pathname !== '/v1/me'
    const waiting = mayGuess ? AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) : signal
    const answer = await fetch(request, { signal: waiting })
    // Whoever is signed out, or is somebody else now, sees nothing of what was kept.
    const isOther = await isOfAnother(request, answer, copy)
    if (answer.status === 401 || isOther) await caches.delete(DATA)
    // Nor does anybody see an account that is not theirs any more.
    else if (GONE.has(answer.status)) await data.delete(request.url)
    // Where the copies were deleted while the answer was on its way, the member has signed out.
    if (answer.ok && (isOther || (await caches.has(DATA)))) {
      await (await caches.open(DATA)).put(request.url, await stamped(answer.clone()))
    }
    return mayGuess && answer.status >= 500 ? copy : answer
  } catch (failure) {
    if (copy && !request.signal.aborted) return copy
    throw failure
  }
}

/** A copy that is not too old. */
async function freshCopy(data: Cache, url: string): Promise<Response | undefined> {
  const copy = await data.match(url, { ignoreVary: true })
  if (!copy || Number(copy.headers.get(COPIED_AT)) > Date.now() - LONGEST) return copy
  await data.delete(url)
  return undefined
}

/** Whether the shop names another member than the copy. */
async function isOfAnother(request: Request, answer: Response, copy: Response | undefined): Promise<boolean> {
  if (!copy || !answer.ok || new URL(request.url).pathname !== '/v1/me') return false
  const [own, other] = [await answer.clone().json(), await copy.clone().json()]
  return own.id !== other.id || own.demo !== other.demo
}

/** An answer with the time at which it was given. */
async function stamped(answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers)
  headers.set(COPIED_AT, String(Date.now()))
  return new Response(await answer.blob(), { status: answer.status, headers })
}
