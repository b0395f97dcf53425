/** @jsxImportSource preact */
import type {} from '@pairwell/widget/preact'

export const good = (
  <main>
    <pairwell-panel placement="cart" cart-item-ids="A,B" limit={3} hidden class="x" />
    <pairwell-offer placement="home" item-id="A" />
  </main>
)
// @ts-expect-error there is no such placement
export const badPlacement = <pairwell-panel placement="basket" />
