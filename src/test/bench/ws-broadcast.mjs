// The yardstick of the load program: the least that a Node server with ws can do to deliver. What one socket sends goes
// to all sockets of the same path, as it is. Prints its port; ends when its standard input does.
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../../webapp-react/package.json', import.meta.url))
const { WebSocketServer } = require('ws')

const rooms = new Map()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, clientTracking: false })

server.on('connection', (socket, request) => {
  const room = rooms.get(request.url) ?? new Set()
  rooms.set(request.url, room.add(socket))
  socket.on('close', () => room.delete(socket))
  socket.on('message', data => {
    for (const listener of room) listener.send(data, { binary: false })
  })
})
server.on('listening', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit(0)).resume()
