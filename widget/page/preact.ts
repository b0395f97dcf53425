import type { VNode } from 'preact'

/** A class, so that JSON data is never taken for an element, even if the page has changed `Object`. */
class Element {}

/**
 * The part of Preact that panels need; the build uses it in place of Preact (tools/widget.ts), whose 4.6 kB are more than half
 * of the budget of a page. The Worker renders the same views with Preact itself.
 */
export const h = (type: string, props: object) => Object.assign(new Element(), { type, props })

export const isValidElement = (value: unknown): value is VNode => value instanceof Element
