import type { VNode } from 'preact'

/** A class, so that no JSON can pass for an element, whatever a page has made of `Object`. */
class Element {}

/**
 * The part of Preact that panels need, which the build puts in the place of the whole (tools/widget.ts): its 4.6 kB are
 * more than half of what a page may load. The Worker draws the same views with Preact itself.
 */
export const h = (type: string, props: object) => Object.assign(new Element(), { type, props })

export const isValidElement = (value: unknown): value is VNode => value instanceof Element
