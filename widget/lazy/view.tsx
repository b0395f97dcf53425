// What the other parts import from here, so that the page loads nothing twice, Preact least of all (tools/widget.ts).
export { Component, Fragment, h } from 'preact'
export { AddButton, actionOf, Card } from '../view/card.tsx'
export { Frame, most, Panel } from '../view/panel.tsx'
export { formatPrice } from '../view/price.ts'
export { cardsOf, chosenOf, isCard, without } from '../view/shown.ts'
export { say } from '../view/texts.ts'
export { createStage } from './stage.tsx'
