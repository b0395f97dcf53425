import { DATA, PAGES } from '../../../offline/names.ts'

/** Where the worker is that answers from copies when there is no connection. */
const WORKER = '/console/service-worker.js'

type Policies = {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(text: string): string }
}

let started: Promise<void> | undefined

/**
 * Keeps what the pages of accounts need on this device: once for each page that was loaded. Browsers that cannot, go on as they are.
 */
export function keepCopies(): Promise<void> {
  started ??= start().catch(() => {})
  return started
}

async function start(): Promise<void> {
  const { serviceWorker } = navigator
  if (!serviceWorker || !('caches' in window)) return
  // The page's policy allows this one address, and no other script that is named by a text.
  const policies: Policies | undefined = Reflect.get(window, 'trustedTypes')
  const address = policies
    ?.createPolicy('offline-copies', { createScriptURL: () => WORKER })
    .createScriptURL('')
  await serviceWorker.register(address ?? WORKER, { scope: '/console/' })
  await serviceWorker.ready
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith('/console/assets/'))
  const pages = await caches.open(PAGES)
  const known = new Set((await pages.keys()).map(({ url }) => new URL(url).pathname))
  await pages.addAll([...new Set(loaded)].filter((path) => !known.has(path)))
  await pages.add(new Request('/console/accounts', { headers: { Accept: 'text/html' } }))
  // What was read before the worker was there is read again, so that a copy of it is kept.
  await Promise.all(['/v1/me', '/v1/shop'].map((path) => fetch(path)))
}

/** Reads addresses of the API so that copies of them are kept. @returns how many there are */
export async function keepAnswers(paths: readonly string[]): Promise<number> {
  await keepCopies()
  if (!navigator.serviceWorker?.controller) return 0
  let kept = 0
  for (const path of paths) {
    const answer = await fetch(path, { headers: { 'Pairwell-Console': '1' } }).catch(() => undefined)
    if (answer?.ok) kept += 1
  }
  return kept
}

/** Forgets what was kept of the shop's data. */
export const forgetCopies = async (): Promise<void> => {
  if ('caches' in window) await caches.delete(DATA)
}
