/** Starts the page with the token of its address. @module */
import { render } from 'preact'
import { App } from './app.js'
import { NoToken } from './shell/no-token.js'
import { createClient } from './server/client.js'
import { applyTheme, readTheme } from './shell/theme.js'

const root = document.querySelector('#app')
const token = new URLSearchParams(location.hash.slice(1)).get('token')

applyTheme(readTheme())
// Another token in the address bar is another start.
addEventListener('hashchange', () => {
  location.reload()
})
if (root !== null) {
  render(token ? <App token={token} client={createClient(token)} /> : <NoToken />, root)
}
