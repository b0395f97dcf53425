import type { Ask } from './ask.ts'
import type { Consent } from './consent.ts'
import type { Events } from './events.ts'
import type { Tag } from './tag.ts'

/** What all panels of a page have in common. */
export type Page = { tag: Tag; ask: Ask; consent: Consent; events: Events }
