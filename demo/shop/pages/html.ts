import { type html, raw } from 'hono/html'

/** Markup from a template of `html`, which escapes every value that is not markup itself. */
export type Html = ReturnType<typeof html>

/** Returns data for a script as a block that browsers do not run. `type` is for example `application/json`. */
export const data = (type: string, id: string, value: unknown): Html =>
  raw(`<script type="${type}" id="${id}">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`)
