/** Keeps every test on this machine: a connection to anywhere else is refused before it begins. */
import { Socket } from 'node:net';

const connect = Socket.prototype.connect;

Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
  const host = hostOf(given);
  if (!isHere(host)) {
    throw new Error(`A test wanted to reach ${host}. Tests stay on this machine; use a fake on 127.0.0.1.`);
  }
  return Reflect.apply(connect, this, given);
};

/** As Node takes them: a port and a host, the path of a socket, options, or all of it already sorted into a list. */
function hostOf(given: unknown[]): string {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && first.path) return 'localhost';
    return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
  }
  return typeof second === 'string' ? second : 'localhost';
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}
