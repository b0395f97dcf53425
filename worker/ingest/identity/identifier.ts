import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'
import type { Shop } from '../../../schema/shop/shops.ts'
import { isGuest } from '../../../vocabulary/customers.ts'
import { type CustomerIds, customerIds, NONCE } from '../../auth/customer-id.ts'
import { identityKey } from '../../auth/identity-key.ts'
import type { MasterKeys } from '../../auth/master-key.ts'
import { keysOfFact, type PersonFact } from './join-people.ts'

/** The names that a source gives a person; '' for none. */
export type Names = { customer_id?: string | undefined; email?: string | undefined }

/** Addresses that belong to no one (RFC 6761); WordPress gives one of them to every erased customer. */
const RESERVED_ADDRESS = /@[^@]*\.invalid$/

/** Cached hashes per file: orders of one buyer are often close together. */
const MAX_CACHED = 20_000
/** Facts of a file that are remembered, so that each is stored once; a fact may be stored again. */
const MAX_NOTED = 50_000
/** Companies of a file that are remembered: as many as a shop may have accounts. */
const MAX_COMPANIES = 20_000
/** Characters of a company's name that are kept. */
const MAX_NAME = 200
/** Bytes of a key. */
const KEY_BYTES = 16
/** Characters of the key of a network: 24 bits, so that it names no one. */
const NETWORK_CHARACTERS = 4
/** Characters of a customer id that are kept. */
const MAX_ID = 300

/**
 * Says who a person is, for every source: files, messages, calls and tokens. A key is the HMAC-SHA-256 of a name under the shop's
 * own key, truncated to 128 bits, as base64url: the same person has different keys in two shops. Synchronous, because a file needs
 * one per row.
 */
export class Identifier {
  private readonly hashKey: Uint8Array
  private readonly ids: CustomerIds
  private readonly cache = new Map<string, string>()
  private readonly noted = new Set<string>()
  private facts: PersonFact[] = []
  private readonly companies = new Map<string, string>()
  private last = { subject: '', digest: Buffer.alloc(0) }

  constructor(hashKey: Uint8Array, ids: CustomerIds) {
    this.hashKey = hashKey
    this.ids = ids
  }

  /** Key of an e-mail address; undefined for none, or an address that belongs to no one. */
  byEmail(email: string): string | undefined {
    const plain = email.trim().toLowerCase()
    return plain === '' || RESERVED_ADDRESS.test(plain) ? undefined : this.keyed(`email:${plain}`)
  }

  /** Key of the merchant's own id of a customer; undefined for none. */
  byId(customer_id: string): string | undefined {
    const plain = customer_id.trim()
    return isGuest(plain) ? undefined : this.keyed(`id:${plain}`)
  }

  /** Key of a company, by its name or number; undefined for none. */
  byAccount(company: string): string | undefined {
    const name = company.trim().replace(/\s+/g, ' ')
    if (name === '') return undefined
    const key = this.keyed(`account:${name.toLowerCase()}`)
    if (this.companies.size < MAX_COMPANIES && !this.companies.has(key)) {
      this.companies.set(key, name.slice(0, MAX_NAME))
    }
    return key
  }

  /** The companies that were named so far, with their names. */
  named(): { company: string; name: string }[] {
    return Array.from(this.companies, ([company, name]) => ({ company, name }))
  }

  /** Key of the group of addresses of a request, /24 or /48: who shares it may be one person. */
  byNetwork(address: string): string {
    return this.keyed(`network:${groupOf(address)}`).slice(0, NETWORK_CHARACTERS)
  }

  /** What the names say about a person; undefined when they name nobody. */
  factOf(names: Names): PersonFact | undefined {
    const customer_id = this.byId(names.customer_id ?? '')
    const email = this.byEmail(names.email ?? '')
    if (customer_id === undefined) return email === undefined ? undefined : { email }
    const plain = (names.customer_id ?? '').trim()
    // The first 16 bytes of the digest are the key.
    const nonce = this.digest(`id:${plain}`).subarray(KEY_BYTES, KEY_BYTES + NONCE)
    const sealed = this.ids.seal(plain.slice(0, MAX_ID), nonce)
    return { customer_id, ...(email !== undefined && { email }), sealed }
  }

  /** The key that stands for the person in orders: the id, else the address. Notes the fact for `take`. */
  of(names: Names): string | undefined {
    const email = this.byEmail(names.email ?? '')
    const customer_id = this.byId(names.customer_id ?? '')
    const name = `${customer_id} ${email}`
    if (customer_id !== undefined && !this.noted.has(name)) {
      if (this.noted.size === MAX_NOTED) this.noted.clear()
      this.noted.add(name)
      const fact = this.factOf(names)
      if (fact) this.facts.push(fact)
    }
    return customer_id ?? email
  }

  /** The facts noted since the last call, each once. */
  take(): PersonFact[] {
    const { facts } = this
    if (facts.length > 0) this.facts = []
    return facts
  }

  private keyed(subject: string): string {
    const found = this.cache.get(subject)
    if (found !== undefined) return found
    const made = this.digest(subject).subarray(0, KEY_BYTES).toString('base64url')
    if (this.cache.size === MAX_CACHED) this.cache.clear()
    this.cache.set(subject, made)
    return made
  }

  /** The last digest is kept, because a new customer's key and nonce are made of the same one. */
  private digest(subject: string): Buffer {
    if (this.last.subject !== subject) {
      this.last = { subject, digest: createHmac('sha256', this.hashKey).update(subject).digest() }
    }
    return this.last.digest
  }
}

/** The first three numbers of an IPv4 address, or the first 48 bits of an IPv6 one. */
const groupOf = (address: string): string =>
  address.includes(':') ? expanded(address).slice(0, 3).join(':') : address.split('.').slice(0, 3).join('.')

/** The groups of an IPv6 address, without leading zeros. */
function expanded(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::')
  const [start, end] = [head.split(':').filter(Boolean), (tail ?? '').split(':').filter(Boolean)]
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - start.length - end.length)
  return [...start, ...Array<string>(zeros).fill('0'), ...end].map((group) => group.replace(/^0+(?=.)/, ''))
}

/** Key of a browser that has given consent; it belongs to no person. */
export const visitorKey = (people: Identifier, visitor_id: string): string | undefined =>
  people.byId(`visitor ${visitor_id}`)

/** The key that stands for a person in orders and events. */
export const keyOfFact = (fact: PersonFact): string | undefined => keysOfFact(fact)[0]

/** The identifier of a shop. @throws {PairwellError} `unavailable` when the deployment has no usable MASTER_KEY */
export const identifierOf = async (
  keys: MasterKeys,
  shop: Pick<Shop, 'shop_id' | 'identity_key'>,
): Promise<Identifier> => new Identifier(await identityKey(keys, shop), customerIds(keys, shop.shop_id))
