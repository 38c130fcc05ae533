/** Just enough of a WebSocket server for Socket Mode: text both ways, pings answered, and a close that is heard. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export type FakeSocket = {
  send(text: string): void;
  /** Calls back with every text that comes; the returned function stops that. */
  listen(tell: (text: string) => void): () => void;
  close(): void;
};

const closeCode = 8;
const pingCode = 9;
const pongCode = 10;
const textCode = 1;

export function acceptSocket(request: IncomingMessage, stream: Duplex): FakeSocket {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const listeners = new Set<(text: string) => void>();
  let rest = Buffer.alloc(0);

  stream.on('error', () => stream.destroy());
  stream.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
      rest = rest.subarray(frame.length);
      if (frame.code === textCode) for (const tell of listeners) tell(frame.body.toString());
      if (frame.code === pingCode) stream.write(writeFrame(pongCode, frame.body));
      if (frame.code === closeCode) stream.end(writeFrame(closeCode, frame.body));
    }
  });
  return {
    send: (text) => void stream.write(writeFrame(textCode, Buffer.from(text))),
    listen(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    close: () => void stream.end(writeFrame(closeCode, Buffer.from([0x03, 0xe8]))),
  };
}

type Frame = { code: number; body: Buffer; length: number };

/** Frames from a client are masked. Undefined while a frame has not come in whole. */
function readFrame(data: Buffer): Frame | undefined {
  if (data.length < 2) return undefined;
  const short = data.readUInt8(1) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (data.length < start + 4) return undefined;
  const size = short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
  const length = start + 4 + size;
  if (data.length < length) return undefined;
  const mask = data.subarray(start, start + 4);
  const body = data.subarray(start + 4, length).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return { code: data.readUInt8(0) & 0x0f, body: Buffer.from(body), length };
}

function writeFrame(code: number, body: Buffer): Buffer {
  const head = body.length < 126 ? Buffer.from([0x80 | code, body.length]) : Buffer.alloc(10);
  if (body.length >= 126) {
    head.writeUInt8(0x80 | code, 0);
    head.writeUInt8(127, 1);
    head.writeBigUInt64BE(BigInt(body.length), 2);
  }
  return Buffer.concat([head, body]);
}
