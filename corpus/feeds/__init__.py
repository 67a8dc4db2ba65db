"""Reading RSS and Atom feeds over the network, with nothing else within reach.

`addresses.py` says which addresses may be asked, `fetching.py` asks them, `fetch_run.py` turns
what they answer into articles. An article holds what its feed holds, often a summary: the
pages that entries link to are never fetched.
"""
