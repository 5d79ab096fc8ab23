"""A mail server for tests: keeps what it takes, and misbehaves for certain recipients.

usage: smtp_server.py FOLDER [CERTIFICATE KEY]

Prints its port. Accepted mails become FOLDER/0001.eml ... with FOLDER/0001.json (from, to).
later@... is put off with 451 (until FOLDER/well exists), refused@... refused with 550, cut@... is taken and then the line
is cut before the answer (once per file FOLDER/cut), slow@... is answered late.
"""
import asyncio
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP

folder = pathlib.Path(sys.argv[1])
tls = None
if len(sys.argv) > 3:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(sys.argv[2], sys.argv[3])


class Handler:
    taken = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 No such person here"
        if address.startswith("later@") and not (folder / "well").exists():
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.taken += 1
        name = f"{Handler.taken:04}"
        (folder / f"{name}.eml").write_bytes(envelope.original_content)
        (folder / f"{name}.json").write_text(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos}))
        cut = folder / "cut"
        if envelope.rcpt_tos[0].startswith("cut@") and cut.exists():
            cut.unlink()
            server.transport.abort()
            raise ConnectionResetError
        return "250 2.0.0 Taken as " + name


async def main():
    loop = asyncio.get_running_loop()
    handler = Handler()
    server = await loop.create_server(
        lambda: SMTP(handler, tls_context=tls, require_starttls=tls is not None, hostname="mail.test"), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    # The test's own end of standard input: when the test is gone, so is this.
    await loop.run_in_executor(None, sys.stdin.read)


try:
    asyncio.run(main())
except (KeyboardInterrupt, BrokenPipeError):
    pass
