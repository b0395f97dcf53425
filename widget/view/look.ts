/** The look of panels and offers, as text. */
export { default as look } from './panel.css'
