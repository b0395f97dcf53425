import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import { newSecret, signedHeaders } from '../../worker/webhooks/sign.ts'

/** The vector of the reference implementations of Standard Webhooks. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const MESSAGE = {
  message_id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
}
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

it('signs the published message as the specification says', async () => {
  expect(await signedHeaders([SECRET], MESSAGE)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': SIGNATURE,
  })
})

it('signs with both secrets of a rotation, and a changed message differently', async () => {
  const both = (await signedHeaders([newSecret(), SECRET], MESSAGE))['webhook-signature']
  expect(both?.split(' ')).toEqual([expect.stringMatching(/^v1,.{44}$/), SIGNATURE])
  const other = await signedHeaders([SECRET], { ...MESSAGE, body: '{"test": 2432232315}' })
  expect(other['webhook-signature']).not.toBe(SIGNATURE)
})

it('a secret has 32 random bytes in base64', () => {
  const [one, other] = [newSecret(), newSecret()]
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(Buffer.from(one.slice(6), 'base64')).toHaveLength(32)
  expect(one).not.toBe(other)
})
