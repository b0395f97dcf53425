import { env } from 'cloudflare:workers'
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { CompactEncrypt, decodeProtectedHeader, UnsecuredJWT } from 'jose'
import { expect, it } from 'vitest'
import { seal, unseal } from '../../worker/auth/seal.ts'
import { aShop } from '../a-shop.ts'
import { ANN, aBeacon, anEvent, count, report } from '../outcomes/a-beacon.ts'
import { aToken, newTokenKey } from '../outcomes/a-token.ts'

const MASTER_KEY = 'a-master-key-of-this-test-with-more-than-32-characters'
const OTHER_KEY = 'another-master-key-of-this-test-with-more-than-32-ones'
const MASTER = { MASTER_KEY }
const OTHER = { MASTER_KEY: OTHER_KEY }
const SHOP = '0shopofthetest'
const PURPOSE = 'hook shopify'
const derived = (use: string, shop_id = SHOP, master = MASTER_KEY) =>
  new Uint8Array(hkdfSync('sha256', master, shop_id, use, 32))

/** Seals as version 0.1.0 did: nonce, text and tag, with the purpose as additional data. */
function sealedBefore(
  plain: string,
  { master = MASTER_KEY, shop_id = SHOP, purpose = PURPOSE } = {},
): string {
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const cipher = createCipheriv('aes-256-gcm', derived('pairwell seal', shop_id, master), nonce)
  cipher.setAAD(new TextEncoder().encode(purpose))
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

it('a sealed text is a compact JWE that any implementation of RFC 7516 opens with the key', async () => {
  const sealed = await seal(MASTER, SHOP, PURPOSE, 'grüße, secret')
  const [header = '', key, iv = '', text = '', tag = ''] = sealed.split('.')
  expect(decodeProtectedHeader(sealed)).toEqual({
    alg: 'dir',
    enc: 'A256GCM',
    kid: expect.stringMatching(/^[\w-]{12}$/),
    purpose: PURPOSE,
  })
  expect(key).toBe('')
  const decipher = createDecipheriv('aes-256-gcm', derived('pairwell seal jwe'), Buffer.from(iv, 'base64url'))
  decipher.setAAD(Buffer.from(header))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  const plain = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()])
  expect(plain.toString()).toBe('grüße, secret')
})

it('a sealed text opens only for its shop, key and purpose, in the current and the previous form', async () => {
  for (const sealed of [await seal(MASTER, SHOP, PURPOSE, 'secret'), sealedBefore('secret')]) {
    expect(await unseal(MASTER, SHOP, PURPOSE, sealed)).toBe('secret')
    expect(await unseal(MASTER, '0shopofanother', PURPOSE, sealed)).toBeUndefined()
    expect(await unseal(MASTER, SHOP, 'hook woocommerce', sealed)).toBeUndefined()
    expect(await unseal(MASTER, SHOP, '', sealed)).toBeUndefined()
    expect(await unseal(OTHER, SHOP, PURPOSE, sealed)).toBeUndefined()
    await expect(unseal({ MASTER_KEY: 'short' }, SHOP, PURPOSE, sealed)).rejects.toMatchObject({
      code: 'unavailable',
    })
  }
})

it('the same text is sealed differently each time, and the key id is that of the deployment', async () => {
  const ofShop = async (shop_id: string, master = MASTER) => await seal(master, shop_id, PURPOSE, 'secret')
  const [a, b, c, d] = [
    await ofShop(SHOP),
    await ofShop(SHOP),
    await ofShop('0other'),
    await ofShop(SHOP, OTHER),
  ]
  expect(new Set([a, b, c, d]).size).toBe(4)
  const [first, second, third, fourth] = [a, b, c, d].map((sealed) => decodeProtectedHeader(sealed).kid)
  expect([second, third]).toEqual([first, first])
  expect(fourth).not.toBe(first)
})

it('a sealed text with one changed bit does not open', async () => {
  for (const sealed of [await seal(MASTER, SHOP, PURPOSE, 'secret'), sealedBefore('secret')]) {
    const parts = sealed.split('.')
    for (const [at, part] of parts.entries()) {
      const bytes = Buffer.from(part, 'base64url')
      for (let bit = 0; bit < 8 * bytes.length; bit += 7) {
        const changed = Buffer.from(bytes)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const forged = parts.with(at, changed.toString('base64url')).join('.')
        expect([at, bit, await unseal(MASTER, SHOP, PURPOSE, forged)]).toEqual([at, bit, undefined])
      }
    }
  }
})

it('a header that names another algorithm, key or purpose is refused, even if the key fits', async () => {
  const kid = String(decodeProtectedHeader(await seal(MASTER, SHOP, PURPOSE, 'x')).kid)
  const made = (header: object, key = derived('pairwell seal jwe')) =>
    new CompactEncrypt(new TextEncoder().encode('secret'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, purpose: PURPOSE, ...header })
      .encrypt(key)
  expect(await unseal(MASTER, SHOP, PURPOSE, await made({}))).toBe('secret')
  for (const header of [
    { kid: 'another' },
    { kid: undefined },
    { purpose: 'other' },
    { purpose: undefined },
    { alg: 'A256KW' },
  ]) {
    expect([header, await unseal(MASTER, SHOP, PURPOSE, await made(header))]).toEqual([header, undefined])
  }
  const unsecured = new UnsecuredJWT({ purpose: PURPOSE }).encode()
  for (const none of ['', '.', '....', 'a.b.c.d.e', unsecured, 'zz', '=']) {
    expect([none, await unseal(MASTER, SHOP, PURPOSE, none)]).toEqual([none, undefined])
  }
})

it('a token key that was sealed by version 0.1.0 still verifies a customer', async () => {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  const { shop_id } = shop
  const sealed = sealedBefore(token_key, { master: env.MASTER_KEY, shop_id, purpose: 'customer token' })
  const [row] = await shop.table('token_keys')
  expect(row?.sealed).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
  await env.DB.prepare('update token_keys set sealed = ?1 where shop_id = ?2').bind(sealed, shop_id).run()
  const customer_token = await aToken(token_key)
  await report(shop, { ...aBeacon([anEvent('rec_viewable')], ANN), customer_token })
  await count(shop)
  expect((await shop.table('journeys')).map(({ customer }) => customer)).toEqual([expect.any(String)])
})
