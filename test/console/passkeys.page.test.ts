import type { CDPSession, Page } from '@playwright/test'
import { expect, type Server, signIn, type TestShop, test } from './server.ts'

test.describe.configure({ mode: 'default' })

/** Adds an authenticator to a page, as a phone or a laptop has one, which answers by itself. */
async function withAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return session
}

/** Browsers offer passkeys for names of hosts only. */
const byName = (address: string) => address.replace('127.0.0.1', 'localhost')

async function withPasskey(
  server: Server,
  visit: (address: string) => Promise<{ page: Page; faults: string[] }>,
  shop: TestShop,
) {
  const tab = await visit(byName(await server.link(shop)))
  const authenticator = await withAuthenticator(tab.page)
  await signIn(tab.page)
  await tab.page.getByRole('link', { name: 'Settings' }).click()
  await tab.page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(tab.page.getByRole('region', { name: 'Passkeys' }).getByRole('listitem')).toHaveCount(1)
  return { ...tab, authenticator }
}

test('a member makes a passkey, and signs in with it without a link', async ({ server, visit }) => {
  const shop = await server.open('Passkeys')
  const { page, faults } = await withPasskey(server, visit, shop)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Passkeys')
  expect(faults).toEqual([])
})

test('an answer of a passkey counts once, and in the browser that asked only', async ({ server, visit }) => {
  const shop = await server.open('Replay')
  const { page } = await withPasskey(server, visit, shop)
  await page.getByRole('button', { name: 'Sign out' }).click()
  const sent = page.waitForRequest((request) => request.url().endsWith('/sign-in/passkey'))
  // The cookie of the challenge, as a thief who sees everything would have it.
  const options = page.waitForResponse((response) => response.url().endsWith('/sign-in/passkey/options'))
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  const [request, asked] = await Promise.all([sent, options])
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Replay')
  const cookie = ((await asked.allHeaders())['set-cookie'] ?? '').split(';')[0] ?? ''
  expect(cookie).toMatch(/^pairwell_challenge_\d+=\d+\./)
  const replay = async (headers: Record<string, string>) => {
    const answer = await fetch(byName(`${server.api}/sign-in/passkey`), {
      method: 'POST',
      body: request.postData(),
      headers: { 'Content-Type': 'application/json', ...headers },
    })
    return {
      status: answer.status,
      body: await answer.json(),
      cookie: answer.headers.get('Set-Cookie') ?? '',
    }
  }
  for (const headers of [{}, { Cookie: cookie }, { Cookie: cookie.replace(/\d(?=\.)/, '0') }]) {
    const { status, body, cookie: set } = await replay(headers)
    expect([status, body.code, set.includes('session')]).toEqual([401, 'passkey_refused', false])
  }
})

test('a passkey that was deleted signs nobody in', async ({ server, visit }) => {
  const { page } = await withPasskey(server, visit, await server.open('Deleted'))
  await page.getByRole('region', { name: 'Passkeys' }).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('region', { name: 'Passkeys' }).getByRole('listitem')).toHaveCount(0)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('not known here')
})
