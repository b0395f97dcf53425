import { createApp, h } from 'vue'
import { PairwellPanel } from '../../wrappers/vue.js'

const app = document.querySelector('#app')
const { api, publishableKey, itemId } = app.dataset

createApp(() => h(PairwellPanel, { api, publishableKey, 'item-id': itemId })).mount(app)
