//! A server on this machine that gives the answers it is told to.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

/// A server that always gives this answer; its address.
pub fn serve(answer: impl Into<Vec<u8>>) -> String {
    serve_each(vec![answer])
}

/// A server that gives these answers one after the other, the last again and again.
pub fn serve_each(answers: Vec<impl Into<Vec<u8>>>) -> String {
    let answers: Vec<Vec<u8>> = answers.into_iter().map(Into::into).collect();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for (n, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut asked = Vec::new();
            let mut byte = [0];
            while !asked.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() > 0 {
                asked.push(byte[0]);
            }
            // Whoever asked may have enough.
            let _ = stream.write_all(&answers[n.min(answers.len() - 1)]);
        }
    });
    address
}

/// An answer of this length, whatever its body is.
pub fn answer(headers: &str, length: usize, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {length}\r\n\r\n").as_bytes(), body].concat()
}
