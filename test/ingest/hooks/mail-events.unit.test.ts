import { expect, it } from 'vitest'
import { readMailEvents, UnknownMailBody } from '../../../worker/ingest/hooks/mail-events.ts'

const EMAIL = 'ann@example.com'
/** 2026-11-30, 10:00:00 UTC. */
const SECONDS = 1_796_032_800
const AT = SECONDS * 1_000

/** Bodies with the fields that each tool documents, and what they say of the customer. */
const BODIES: [string, string, { event: string; given: boolean }[]][] = [
  [
    'SendGrid',
    JSON.stringify([
      { email: EMAIL, timestamp: SECONDS, event: 'processed', sg_event_id: 'a', sg_message_id: 'm' },
      { email: EMAIL, timestamp: SECONDS, event: 'group_unsubscribe', asm_group_id: 10, sg_event_id: 'b' },
      { email: EMAIL, timestamp: SECONDS, event: 'spamreport', sg_event_id: 'c' },
      { email: EMAIL, timestamp: SECONDS, event: 'bounce', type: 'bounce', status: '5.0.0', reason: '500' },
      { email: EMAIL, timestamp: SECONDS, event: 'bounce', type: 'blocked', status: '4.0.0', reason: 'busy' },
      { email: EMAIL, timestamp: SECONDS, event: 'group_resubscribe', asm_group_id: 10 },
    ]),
    [
      { event: 'group_unsubscribe', given: false },
      { event: 'spamreport', given: false },
      { event: 'hard_bounce', given: false },
    ],
  ],
  [
    'Brevo, an unsubscription',
    JSON.stringify({
      ...{ id: 4, camp_id: 4, email: EMAIL, 'campaign name': 'News', event: 'unsubscribe', list_id: [3] },
      ...{ date_sent: '2026-11-30 11:00:00', date_event: '2026-11-30 11:00:00', ts_event: SECONDS, tag: '' },
    }),
    [{ event: 'unsubscribe', given: false }],
  ],
  [
    'Brevo, a hard bounce',
    JSON.stringify({
      email: EMAIL,
      event: 'hard_bounce',
      ts: SECONDS,
      ts_event: SECONDS,
      reason: 'no mailbox',
    }),
    [{ event: 'hard_bounce', given: false }],
  ],
  [
    'Mailgun',
    JSON.stringify({
      signature: { timestamp: `${SECONDS}`, token: 't', signature: 's' },
      'event-data': {
        event: 'complained',
        recipient: EMAIL,
        timestamp: SECONDS,
        id: 'x',
        'log-level': 'warn',
      },
    }),
    [{ event: 'complained', given: false }],
  ],
  [
    'Mailgun, a failure for good',
    JSON.stringify({
      'event-data': { event: 'failed', severity: 'permanent', recipient: EMAIL, timestamp: SECONDS },
    }),
    [{ event: 'hard_bounce', given: false }],
  ],
  [
    'Postmark, suppressed',
    JSON.stringify({
      ...{ RecordType: 'SubscriptionChange', Recipient: EMAIL, SuppressSending: true, Origin: 'Recipient' },
      ...{ ChangedAt: '2026-11-30T10:00:00Z', SuppressionReason: 'ManualSuppression', ServerID: 1 },
    }),
    [{ event: 'unsubscribed', given: false }],
  ],
  [
    'Postmark, subscribed again by the customer',
    JSON.stringify({
      ...{ RecordType: 'SubscriptionChange', Recipient: EMAIL, SuppressSending: false, Origin: 'Recipient' },
      ChangedAt: '2026-11-30T10:00:00Z',
    }),
    [{ event: 'subscribed', given: true }],
  ],
  [
    'Postmark, a bounce',
    JSON.stringify({
      RecordType: 'Bounce',
      Type: 'HardBounce',
      Email: EMAIL,
      BouncedAt: '2026-11-30T10:00:00Z',
    }),
    [{ event: 'hard_bounce', given: false }],
  ],
  [
    'Mailchimp',
    new URLSearchParams({
      ...{ type: 'unsubscribe', fired_at: '2026-11-30 10:00:00', 'data[action]': 'unsub' },
      ...{ 'data[reason]': 'manual', 'data[email]': EMAIL, 'data[list_id]': 'a6b5da1054' },
    }).toString(),
    [{ event: 'unsubscribe', given: false }],
  ],
  [
    'anything that can send JSON',
    JSON.stringify({ events: [{ event: 'Unsubscribed', email: EMAIL, at: AT }] }),
    [{ event: 'unsubscribed', given: false }],
  ],
]

it.each(BODIES)('%s says who wants no mails, and when', (_, body, words) => {
  expect(readMailEvents(body).consents).toEqual(words.map((word) => ({ ...word, email: EMAIL, at: AT })))
})

it('what the shop does itself, or one list of several, is no consent', () => {
  const body = {
    RecordType: 'SubscriptionChange',
    Recipient: EMAIL,
    SuppressSending: false,
    Origin: 'Customer',
  }
  expect(readMailEvents(JSON.stringify(body))).toEqual({ consents: [], ignored: ['reactivated'] })
  const back = [{ event: 'group_resubscribe', email: EMAIL, timestamp: SECONDS }]
  expect(readMailEvents(JSON.stringify(back))).toEqual({ consents: [], ignored: ['group_resubscribe'] })
})

it('a large body is read to its end', () => {
  const opened = Array.from({ length: 4_000 }, (_, n) => ({ event: 'open', email: `c${n}@example.com` }))
  const { consents } = readMailEvents(JSON.stringify([...opened, { event: 'unsubscribe', email: EMAIL }]))
  expect(consents).toEqual([{ event: 'unsubscribe', email: EMAIL, given: false }])
})

it('opened and clicked mails say nothing about consent', () => {
  const events = ['open', 'click', 'delivered'].map((event) => ({ event, email: EMAIL, timestamp: SECONDS }))
  expect(readMailEvents(JSON.stringify(events))).toEqual({
    consents: [],
    ignored: ['open', 'click', 'delivered'],
  })
})

it.each(['', '{}', '[]', '[1, null]', 'hello', '{"event": 5, "email": "a@b.example"}'])(
  'a body of no mail tool is refused: %s',
  (body) => {
    expect(() => readMailEvents(body)).toThrow(UnknownMailBody)
  },
)
