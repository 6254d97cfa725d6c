"""Reads and makes media with PyAV, in a process of its own.

What strangers upload can bring a decoder down or make it want much memory; here it takes along
nothing but this process. The server's side is `process.Transcoder`, the other one ``__main__``.
Only what runs in that process imports PyAV.
"""
