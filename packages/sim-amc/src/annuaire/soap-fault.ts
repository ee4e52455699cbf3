/** An answer that is no reply (SOAP 1.1 §4.4). */
export class SoapFault extends Error {
  readonly side: 'Client' | 'Server';
  /** 500 unless the transport says more (SOAP 1.1 §6.2). */
  readonly status: number;

  constructor(side: 'Client' | 'Server', reason: string, status = 500) {
    super(reason);
    this.side = side;
    this.status = status;
  }
}
